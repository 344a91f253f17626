# The section Addresses.

addresses-title = Endereços
addresses-description = Endereços de faturamento, de entrega e outros; um principal e um secundário, se necessário.
addresses-empty = Ainda não há endereços
addresses-empty-description = O país do endereço principal também serve para ler os telefones sem código do país.
addresses-add = Adicionar endereço
addresses-edit = Editar endereço
addresses-reference = Ponto de referência: { $reference }
addresses-number-description = “S/N” se não houver.
addresses-complement-description = Andar, sala, bloco.
addresses-reference-description = O que ajuda a encontrá-lo.
addresses-rank-none = Nenhuma
addresses-primary-description = O país dele serve para ler os telefones sem código do país.
addresses-rank-taken = É retirada de { $address }, que a tem agora.
addresses-postal-code-form = Por exemplo { $example }; o hífen é opcional.
addresses-postal-code-digits = Por exemplo { $example }.
addresses-postal-code-text = Como o país o escreve, com no máximo 16 caracteres.
