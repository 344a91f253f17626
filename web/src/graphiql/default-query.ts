/** What the first tab shows: the page Settings > Account, in short. */
export const DEFAULT_QUERY = `# Settings > Account: the company, its contacts,
# and what would surprise the people who use them.
#
# Ctrl-Enter runs the operation (on a Mac Cmd-Enter),
# Ctrl-Space suggests what may stand at the cursor,
# and the book on the left describes every type.
# Who is asking is chosen at the top right: what
# a caller may not see is null, with an error FORBIDDEN.

query AccountPage {
  account {
    slug
    settings {
      revision
      company {
        tradeName
        taxId {
          formatted
        }
      }
      contacts {
        email
        isPrimary
      }
      warnings {
        code
        message
      }
    }
  }
}
`;
