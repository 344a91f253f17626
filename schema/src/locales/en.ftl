# What is wrong with an input.
required = This cannot be empty.
too-long = This is too long: it can have at most { $max } characters.
too-many = There are too many: there can be at most { $max }.
invalid-email = This is not an e-mail address, such as name@example.com.
invalid-phone = This is not a telephone number. Write it with + and the country code, such as +55 or +57; without one it is read as a number of the primary address's country.
invalid-url = This is not a valid address for this field.
out-of-reach = Webhooks are delivered to public https addresses. The host of this one is not public, or its scheme is not https.
invalid-tax-id = This is not a Tax ID of this kind. Check the kind and every character.
invalid-postal-code = This is not a postal code of the address's country.
invalid-country = This is not a country. Write its two letters, such as BR or CO.
invalid-time-zone = This is not a time zone. Write its name, such as America/Bogota.
invalid-pattern = This is not a pattern for ticket numbers, or it would repeat numbers. It needs exactly one {"{"}SEQ:n{"}"}, and the parts of the date at which the sequence begins again.
invalid-image = This is not a valid photo: it must be a PNG, JPEG or WebP picture of at most 5 MB and 40 megapixels.
invalid-range = This value is outside of what is allowed.
not-a-slug = A slug has 3 to 63 characters: a-z, 0-9 and hyphens inside.
not-a-digest = A SHA-256 digest has 64 characters: 0-9 and a-f.
not-an-action = No revision has this action. Actions are names of mutations, such as updateCompany.
invalid-state = This is not possible in its present state.
overlap = This shift overlaps another one. Change one of the two.
duplicate = This is already in the list.
taken = Another account has “{ $name }” already.
not-found = This does not exist. It may have been removed meanwhile; look it up again.
not-permitted = You cannot give this permission: you do not have it, or no key may have it.
in-use = This cannot be removed, because it is still in use. First take it out where it is used.
primary-required = The main e-mail cannot go while there are others. Make another one the main e-mail first.
revision-conflict = Somebody has changed the account meanwhile; it is at revision { $current }. Look at it again before you save.

# What would surprise the people who use the settings.
no-primary-contact = There is no contact, so automatic notifications go nowhere. Add one.
no-portal-url = The support portal has no address yet.
tax-id-check-digit = The last digit of the RFC does not fit. Check whether it is written as in your registration.
tickets-open-by-link = Whoever has the link of a ticket opens it without signing in.
automatic-period-without-business-hours = Normal and overtime periods cannot be told apart, because there are no business hours.
automatic-period-with-total-time = Normal and overtime periods cannot be told apart from total times.
profile-without-activity = This access profile has no active activity to suggest.

# Why the caller does not get what was asked.
unauthenticated = Sign in to do this. If you have signed in, your token is not valid or has expired.
forbidden = You need the permission “{ $name }” ({ $permission }) for this.
permission-READ_SETTINGS = Read the settings
permission-MANAGE_COMPANY = Change the company
permission-MANAGE_CONTACTS = Change the contacts
permission-MANAGE_ADDRESSES = Change the addresses
permission-MANAGE_PARAMETERS = Change the parameters
permission-MANAGE_SECURITY = Change access and security
permission-MANAGE_BUSINESS_HOURS = Change the business hours
permission-MANAGE_ACCESS_PROFILES = Change access profiles and activities
permission-MANAGE_API_KEYS = Manage API keys
permission-MANAGE_WEBHOOKS = Manage webhooks
permission-READ_HISTORY = Read the history
permission-RESTORE_REVISION = Restore revisions
permission-READ_TERMS = Read the acceptance records
permission-ACCEPT_TERMS = Accept terms
permission-READ_TICKET_POLICY = Read the ticket policy
permission-PROVISION_ACCOUNTS = Provision accounts
nothing-there = There is no such thing.
page-size = Ask for the first or for the last elements, not for both, 1 to 100 of them.
cursor = This cursor does not belong to this list.
too-many-ids = At most 100 ids are possible at once.
sequence-below-one = A ticket's sequence begins with 1.
number-too-long = The number of this ticket would have more than 30 characters.
span-ends-before-it-starts = The span ends before it starts.
span-too-long = The span is longer than 366 days.
revision-unknown = The account has no revision with this number yet.

# What is our fault.
internal = Something broke on our side. Please tell support this id: { $request }.
internal-without-id = Something broke on our side. Please tell support what you did and when.
unavailable = The service cannot answer right now. Please try again.
too-often = You ask too often. Please wait a moment.
