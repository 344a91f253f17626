# The acceptance records.

terms-title = Acceptance records
terms-description = Who accepted the Terms of Use and the Privacy Policy, and when.
terms-records = Records
terms-in-force = Documents in force
terms-in-force-description = The newest of each kind and language.
terms-in-force-none = None has been published yet.
terms-published = published { $at }
terms-document-detail = version { $version }, { $language }
terms-filter = Search in the acceptance records
terms-search = Search
terms-search-description = The beginning of a name, an e-mail or a subject.
terms-kind = Document
terms-kind-any = All documents
terms-from = From
terms-to = Until
terms-to-before-from = This day is before the first one.
terms-clear = Clear the search
terms-count =
    { $count ->
        [one] One record
       *[other] { $count } records
    }
terms-who = Who
terms-document = Document
terms-when = When
terms-ip-address = IP address
terms-user-agent = Program (user agent)
terms-email = E-mail
terms-subject = Subject
terms-role = Role
terms-name-unknown = Name unknown
terms-empty = No results
terms-empty-description = Nobody in this account has accepted a document yet. Records appear here by themselves.
terms-no-hits = No results for this search
terms-no-hits-description = No record matches it. The search looks at beginnings: “ana” finds “Ana Díaz”, “díaz” does not.
terms-export-csv = Export CSV
terms-export-jsonl = Export JSON Lines
terms-exporting = Export of the records
terms-exporting-count = { $count } of { $total } records
terms-exported = The records are exported.
terms-export-broken = The export broke off, and nothing was saved. Check your connection and try again.
terms-section-title = Acceptance records
terms-section-description = The acceptance records of the Terms of Use and the Privacy Policy of your account.
terms-section-open = Open the records
terms-section-count =
    { $count ->
        [0] There are no records yet.
        [one] There is one record.
       *[other] There are { $count } records.
    }
