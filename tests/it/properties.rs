//! Random changes of one account: whatever happens, rows agree, numbers have no gap, and the past can be restored.

use rand::{Rng as _, SeedableRng as _, rngs::StdRng, seq::IndexedRandom as _};
use serde_json::{Value, json};

use crate::support::{
    editor::{Editor, call},
    on_both,
};

const STEPS: usize = 60;

pub(crate) const PAGE: &str = "{ account { settings {
    company { tradeName legalName taxId { value } } contacts { id kind email isPrimary } otherContacts { id kind value label }
    addresses { id purpose rank street city country postalCode }
    parameters { environment { language portalUrl directTicketLink { customers agents } }
        tickets { opening { field requiredFor } numbering { style pattern reset } } additionalModules { chat { enabled } } }
    businessHours { timeZone shifts { day opens closes } } activities { id name active }
    accessProfiles { id name role timeTrackingActivity { id } } } } }";

/// One edit of a batch; often one that is refused.
pub(crate) fn edit(random: &mut StdRng, page: &Value) -> Value {
    let word = |random: &mut StdRng| *["sol", "Sol", "lua", "mar", "", "Ñandú"].choose(random).unwrap();
    let id = |random: &mut StdRng, list: &str| {
        let items = page[list].as_array().unwrap();
        items.choose(random).map_or(json!("nothing"), |item| item["id"].clone())
    };
    let email = format!("{}@sol.example", ["a", "b", "c", "A"].choose(random).unwrap());
    let rank = ["PRIMARY", "SECONDARY"].choose(random);
    let portal = ["https://sol.example", " "].choose(random);
    let closes = ["12:00", "08:00"].choose(random);
    match random.random_range(0..14) {
        0 => json!({"updateCompany": {"tradeName": word(random), "legalName": word(random)}}),
        1 => json!({"addContact": {"kind": "PERSONAL", "email": email, "isPrimary": random.random_bool(0.5)}}),
        2 => {
            json!({"updateContact": {"id": id(random, "contacts"), "email": email, "isPrimary": random.random_bool(0.5)}})
        }
        3 => json!({"removeContact": {"id": id(random, "contacts")}}),
        4 => json!({"addOtherContact": {"kind": "X", "value": "@sol", "label": word(random)}}),
        5 => json!({"removeOtherContact": {"id": id(random, "otherContacts")}}),
        6 => {
            json!({"addAddress": {"purpose": "OTHER", "rank": "PRIMARY", "street": word(random), "city": "c", "country": "BR"}})
        }
        7 => {
            json!({"updateAddress": {"id": id(random, "addresses"), "rank": rank}})
        }
        8 => {
            json!({"updateEnvironmentParameters": {"portalUrl": portal}})
        }
        9 => {
            json!({"updateBusinessHours": {"shifts": [{"day": "MONDAY", "opens": "08:00", "closes": closes}]}})
        }
        10 => json!({"addActivity": {"name": word(random)}}),
        11 => json!({"removeActivity": {"id": id(random, "activities")}}),
        12 => {
            json!({"addAccessProfile": {"name": word(random), "role": "AGENT", "timeTrackingActivityId": id(random, "activities")}})
        }
        _ => {
            json!({"updateActivity": {"id": id(random, "activities"), "name": word(random), "active": random.random_bool(0.5)}})
        }
    }
}

on_both! {
    async fn whatever_is_changed_can_be_read_compared_and_restored(world) {
        let mut random = StdRng::seed_from_u64(20_261_123);
        let editor = Editor::new(&world, "acme").await;
        let now = || async { editor.client.ask(PAGE).await.data()["account"]["settings"].clone() };
        // What each revision left, from the first on.
        let mut left = vec![now().await];
        for _ in 0..STEPS {
            let page = now().await;
            let command = if random.random_bool(0.2) {
                call("restoreRevision", json!({"number": random.random_range(1..=left.len())}))
            } else {
                let count = random.random_range(1..4);
                let edits: Vec<Value> = (0..count).map(|_| edit(&mut random, &page)).collect();
                call("changeSettings", json!({"edits": edits}))
            };
            // Sending verifies what is stored afterwards.
            let answer = editor.send(&command, json!({})).await;
            let after = now().await;
            match answer.payload()["revision"]["number"].as_u64() {
                Some(number) => {
                    left.push(after);
                    assert_eq!(number, left.len() as u64, "no gap and no double");
                }
                None => assert_eq!(after, page, "what makes no revision changes nothing"),
            }
        }
        assert!(left.len() > STEPS / 4, "{} revisions", left.len());
        for number in 1..=left.len() {
            let answer = editor.send(&call("restoreRevision", json!({"number": number})), json!({})).await;
            answer.done();
            assert_eq!(now().await, left[number - 1], "revision {number} restored");
        }
        for _ in 0..20 {
            let (one, other) = (random.random_range(1..=left.len()), random.random_range(1..=left.len()));
            let query = format!("{{ account {{ changes(from: {one}, to: {other}) {{ path }} }} }}");
            let answer = editor.client.ask(&query).await;
            let changes = answer.data()["account"]["changes"].as_array().unwrap().len();
            assert_eq!(changes == 0, left[one - 1] == left[other - 1], "from {one} to {other}");
        }
    }
}
