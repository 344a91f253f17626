# What those see who may not read the settings.

personal-title = Sua conta
personal-whom-to-ask = A configuração da conta é para administradores e operadores. Para alterar algo nela, fale com um deles na sua empresa.
personal-staff = A equipe da plataforma cria contas pela API e não pertence a nenhuma. Para alterar a configuração de uma conta, fale com um administrador ou operador dela.
pending-terms-title = Termos a aceitar
pending-terms-description = Leia cada documento antes de aceitá-lo.
pending-terms-version = Versão { $version }
pending-terms-accept = Aceitar
pending-terms-accepted = Você aceitou: { $document }.
policy-title = O que vale para você
policy-description = O que os parâmetros da conta decidem para os tickets.
policy-opening = Obrigatório ao abrir um ticket
policy-attendance = Obrigatório ao atender um ticket
policy-no-field = Nenhum campo
policy-direct-link = O link do ticket abre sem autenticação
