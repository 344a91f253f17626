# Words that controls everywhere use.

field-required = Obrigatório
cancel = Cancelar
close = Fechar
remove = Remover
reload = Recarregar
try-again = Tentar novamente
loading = Carregando…
problem-network = O servidor não respondeu. Verifique a sua conexão; nada do que você digitou se perdeu.
problem-too-large = O servidor, ou um proxy à frente dele, não aceita tanto de uma vez.
problem-view = Não foi possível mostrar esta página. Recarregue-a.
problem-unknown = O servidor não disse o que aconteceu. Tente novamente.
list-edit = Editar { $name }
list-remove = Remover { $name }
opens-new-tab = abre em outra aba
combo-box-empty = Nada corresponde
