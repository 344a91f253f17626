# The acceptance records.

terms-title = Registros de aceptación
terms-description = Quién aceptó los Términos de Uso y la Política de Privacidad, y cuándo.
terms-records = Registros
terms-in-force = Documentos vigentes
terms-in-force-description = El más reciente de cada tipo e idioma.
terms-in-force-none = Todavía no se publicó ninguno.
terms-published = publicada el { $at }
terms-document-detail = versión { $version }, { $language }
terms-filter = Buscar en los registros de aceptación
terms-search = Buscar
terms-search-description = El comienzo de un nombre, un correo o un identificador.
terms-kind = Documento
terms-kind-any = Todos los documentos
terms-from = Desde
terms-to = Hasta
terms-to-before-from = Este día es anterior al primero.
terms-clear = Borrar la búsqueda
terms-count =
    { $count ->
        [one] Un registro
       *[other] { $count } registros
    }
terms-who = Quién
terms-document = Documento
terms-when = Cuándo
terms-ip-address = Dirección IP
terms-user-agent = Programa (user agent)
terms-email = Correo
terms-subject = Identificador
terms-role = Rol
terms-name-unknown = Nombre desconocido
terms-empty = Sin resultados
terms-empty-description = Nadie en esta cuenta aceptó un documento todavía. Los registros aparecen aquí solos.
terms-no-hits = Sin resultados para esta búsqueda
terms-no-hits-description = Ningún registro coincide. Se busca por el comienzo: «ana» encuentra «Ana Díaz», «díaz» no.
terms-export-csv = Exportar CSV
terms-export-jsonl = Exportar JSON Lines
terms-exporting = Exportación de los registros
terms-exporting-count = { $count } de { $total } registros
terms-exported = Los registros se exportaron.
terms-export-broken = La exportación se interrumpió y no se guardó nada. Revisa tu conexión e intenta de nuevo.
terms-section-title = Registros de aceptación
terms-section-description = Los registros de aceptación de los Términos de Uso y la Política de Privacidad de tu cuenta.
terms-section-open = Abrir los registros
terms-section-count =
    { $count ->
        [0] Todavía no hay registros.
        [one] Hay un registro.
       *[other] Hay { $count } registros.
    }
