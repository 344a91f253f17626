# The views of webhooks.

webhooks-title = Webhooks
webhooks-description = Addresses that are told of each change of the account.
webhooks-empty = There are no webhooks yet
webhooks-empty-description = Add an address of your systems, and each change of the account is delivered there.
webhooks-endpoint = Webhook
webhooks-all = All webhooks
webhooks-unknown = There is no webhook at this address
webhooks-created = Created
webhooks-rotated = New secret
webhooks-add = Add webhook
webhooks-edit = Edit webhook
webhooks-edit-short = Edit
webhooks-url-description = An https address on the Internet. It gets the changes made after it was added.
webhooks-description-description = What it is for.
webhooks-scope = Which changes are delivered
webhooks-scope-all = All changes
webhooks-scope-all-description = Those of kinds that come later too.
webhooks-scope-chosen = Chosen ones
webhooks-actions-description = Several changes that are saved together are delivered as one: choose “{ webhooks-actions-whole }” too.
webhooks-actions-missing = Choose at least one change.
webhooks-actions-whole = Several sections at once
webhooks-secret = Signing secret
webhooks-secret-title = The signing secret of { $url }
webhooks-verify-title = How a delivery is verified
webhooks-verify = Each delivery is signed with the secret: check the header webhook-signature against webhook-id, webhook-timestamp and the body, with a library of Standard Webhooks that gets the secret as it is.
webhooks-verify-more = Libraries and the rule itself:
webhooks-enable = Switch on
webhooks-enabled = The webhook is on. What it missed is delivered now.
webhooks-disable = Switch off
webhooks-disabled = The webhook is off. What it misses is kept.
webhooks-disabled-explained = This webhook is off. What it misses is kept, and delivered once it is switched on.
webhooks-failed-explained = This webhook was switched off because nothing arrived for three days, or because the address answered 410 (gone). What it misses is kept. Once the address works again, switch it on and everything is delivered.
webhooks-test = Send a test
webhooks-test-sent = A test is on its way. It is the first of the deliveries.
webhooks-rotate = New secret
webhooks-rotate-title = Give this webhook a new secret?
webhooks-overlap-description = During this time deliveries are signed with both secrets.
webhooks-remove-description = Its deliveries are removed with it, those that were not sent yet too.
webhooks-removed = { $url } is removed.
deliveries-title = Deliveries
deliveries-description = Newest first. What is done is kept for 30 days.
deliveries-empty = There are no deliveries yet
deliveries-empty-description = They come with the next change of the account, or with a test.
deliveries-test = Test
deliveries-state-PENDING = Waiting
deliveries-state-DELIVERED = Delivered
deliveries-state-FAILED = Failed
deliveries-created = Created
deliveries-next = Next attempt
deliveries-attempts = Attempts
deliveries-attempts-none = None yet
deliveries-attempts-count =
    { $count ->
        [one] One attempt
       *[other] { $count } attempts
    }
deliveries-attempt-at = When
deliveries-attempt-status = Status
deliveries-attempt-no-answer = No answer
deliveries-attempt-duration = Duration
deliveries-attempt-ms = { $duration } ms
deliveries-attempt-response = Response
deliveries-redeliver = Send again
deliveries-redeliver-name = Send again: { $name }
deliveries-redelivered = The delivery is on its way again.
