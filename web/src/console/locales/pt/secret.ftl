# What is copied, and secrets that are shown once.

copy = Copiar
copied = Copiado.
copy-failed = O navegador não permitiu copiar. O texto está selecionado: copie-o com o teclado ou o menu.
secret-once = Copie-o agora e guarde-o em um lugar seguro: ele não é mostrado de novo.
secret-done = Pronto
secret-close-title = Fechar sem copiar o segredo?
secret-close-description = Ele não foi copiado e não é mostrado de novo. Sem ele você vai precisar de um novo.
secret-close-confirm = Fechar sem copiar
secret-close-stay = Voltar ao segredo
