# The acceptance records.

terms-title = Registros de aceite
terms-description = Quem aceitou os Termos de Uso e a Política de Privacidade, e quando.
terms-records = Registros
terms-in-force = Documentos em vigor
terms-in-force-description = O mais recente de cada tipo e idioma.
terms-in-force-none = Nenhum foi publicado ainda.
terms-published = publicada em { $at }
terms-document-detail = versão { $version }, { $language }
terms-filter = Buscar nos registros de aceite
terms-search = Buscar
terms-search-description = O começo de um nome, um e-mail ou um identificador.
terms-kind = Documento
terms-kind-any = Todos os documentos
terms-from = De
terms-to = Até
terms-to-before-from = Este dia é anterior ao primeiro.
terms-clear = Limpar a busca
terms-count =
    { $count ->
        [one] Um registro
       *[other] { $count } registros
    }
terms-who = Quem
terms-document = Documento
terms-when = Quando
terms-ip-address = Endereço IP
terms-user-agent = Programa (user agent)
terms-email = E-mail
terms-subject = Identificador
terms-role = Papel
terms-name-unknown = Nome desconhecido
terms-empty = Nenhum resultado
terms-empty-description = Ninguém nesta conta aceitou um documento ainda. Os registros aparecem aqui sozinhos.
terms-no-hits = Nenhum resultado para esta busca
terms-no-hits-description = Nenhum registro corresponde. A busca é pelo começo: “ana” encontra “Ana Dias”, “dias” não.
terms-export-csv = Exportar CSV
terms-export-jsonl = Exportar JSON Lines
terms-exporting = Exportação dos registros
terms-exporting-count = { $count } de { $total } registros
terms-exported = Os registros foram exportados.
terms-export-broken = A exportação foi interrompida e nada foi salvo. Verifique a sua conexão e tente novamente.
terms-section-title = Registros de aceite
terms-section-description = Os registros de aceite dos Termos de Uso e da Política de Privacidade da sua conta.
terms-section-open = Abrir os registros
terms-section-count =
    { $count ->
        [0] Ainda não há registros.
        [one] Há um registro.
       *[other] Há { $count } registros.
    }
