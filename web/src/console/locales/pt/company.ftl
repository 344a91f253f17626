# The section Company.

company-title = Empresa
company-description = Quem é a sua empresa, como os clientes a conhecem.
company-taxId-form = Por exemplo { $example }; pontos e traços são opcionais.
photo-alt = Foto de perfil de { $name }
photo-drop = Solte aqui a foto de perfil
photo-hint = Arraste uma foto para cá ou escolha um arquivo PNG, JPEG ou WebP de até 5 MB.
photo-choose = Escolher foto
photo-replace = Trocar foto
photo-remove = Remover foto
photo-remove-title = Remover a foto de perfil?
photo-remove-description = O portal e os agentes deixam de vê-la. O histórico a mantém.
photo-unreadable = Este arquivo não é uma imagem PNG, JPEG ou WebP que se possa ler.
photo-overtaken = Alguém alterou a conta enquanto isso. Veja a foto atual e tente novamente.
crop-title = Recortar a foto
crop-hint = Arraste a imagem ou use as setas do teclado para escolher o quadrado.
crop-frame = Quadrado da foto
crop-preview = Como será vista
crop-zoom = Ampliação
crop-progress = Envio da foto
crop-save = Salvar foto
crop-overtaken = Alguém alterou a conta enquanto isso (revisão { $revision }). Salve novamente para usar esta foto.
crop-unwritable = O navegador não conseguiu gravar a imagem. Tente uma menor.
