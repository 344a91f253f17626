# The section Company.

company-title = Empresa
company-description = Quién es tu empresa, como la conocen los clientes.
company-taxId-form = Por ejemplo { $example }; puntos y guiones son opcionales.
photo-alt = Foto de perfil de { $name }
photo-drop = Suelta aquí la foto de perfil
photo-hint = Arrastra una foto aquí o elige un archivo PNG, JPEG o WebP de hasta 5 MB.
photo-choose = Elegir foto
photo-replace = Cambiar foto
photo-remove = Eliminar foto
photo-remove-title = ¿Eliminar la foto de perfil?
photo-remove-description = El portal y los agentes dejan de verla. El historial la conserva.
photo-unreadable = Este archivo no es una imagen PNG, JPEG o WebP que se pueda leer.
photo-overtaken = Alguien cambió la cuenta mientras tanto. Mira la foto actual e intenta de nuevo.
crop-title = Recortar la foto
crop-hint = Arrastra la imagen o usa las flechas del teclado para elegir el cuadrado.
crop-frame = Cuadrado de la foto
crop-preview = Cómo se verá
crop-zoom = Ampliación
crop-progress = Envío de la foto
crop-save = Guardar foto
crop-overtaken = Alguien cambió la cuenta mientras tanto (revisión { $revision }). Guarda de nuevo para usar esta foto.
crop-unwritable = El navegador no pudo escribir la imagen. Prueba con una más pequeña.
