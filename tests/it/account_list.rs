//! The list of accounts, for platform staff: paged, searched, and with every section below it for one price.

use serde_json::{Value, json};

use crate::{
    answers::Node,
    support::{Client, World, on_both, world::token},
};

/// Everything that an account's page holds.
const SECTIONS: &str = "id slug createdAt settings { id revision
    company { tradeName legalName taxId { kind value formatted } website photo { url width } }
    contacts { id kind email isPrimary } primaryContact { id }
    otherContacts { id kind value label }
    addresses { id purpose rank street city country } primaryAddress { id } secondaryAddress { id }
    parameters { environment { language portalUrl directTicketLink { customers agents } }
        tickets { opening { field requiredFor } attendance { field required } numbering { style pattern reset } }
        additionalModules { satisfactionSurvey { enabled } timeTracking { enabled entryType } ticketApproval { enabled } chat { enabled } } }
    businessHours { timeZone shifts { day opens closes } holidays { date name } }
    activities { id name active } accessProfiles { id name role timeTrackingActivity { id name } }
    warnings { code path message }
    ticketPolicy { revision requiredFields(stage: OPENING, audience: AGENT) chatOpensTickets } }";

async fn slugs(client: &Client, arguments: &str) -> Vec<String> {
    let answer = client.ask(&format!("{{ accounts({arguments}) {{ nodes {{ slug }} }} }}")).await;
    let nodes = answer.data()["accounts"]["nodes"].as_array().unwrap().clone();
    nodes.iter().map(|node| node["slug"].as_str().unwrap().to_owned()).collect()
}

async fn make(world: &World, slug: &str, trade_name: &str) {
    let query = "mutation($input: CreateAccountInput!) { createAccount(input: $input) { userErrors { code path } } }";
    let input = json!({"slug": slug, "tradeName": trade_name, "language": "PT"});
    world.staff().send(query, json!({"input": input})).await.done();
}

on_both! {
    async fn accounts_are_listed_by_slug_and_paged_in_both_directions(world) {
        for slug in ["bb-2", "bbb", "bb2", "a-long-one", "ccc"] {
            make(&world, slug, "Name").await;
        }
        let staff = world.staff();
        // By the bytes of the slug: the hyphen comes before digits and letters.
        let all = ["a-long-one", "bb-2", "bb2", "bbb", "ccc"];
        assert_eq!(slugs(&staff, "first: 100").await, all);
        assert_eq!(slugs(&staff, "last: 2").await, all[3..]);
        let page = "query($first: Int, $after: String, $last: Int, $before: String) \
            { accounts(first: $first, after: $after, last: $last, before: $before) \
            { totalCount nodes { slug } edges { cursor } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }";
        let mut seen = Vec::new();
        let mut after = Value::Null;
        loop {
            let answer = staff.send(page, json!({"first": 2, "after": after})).await;
            let accounts = &answer.data()["accounts"];
            assert_eq!(accounts["totalCount"], 5);
            assert_eq!(accounts["pageInfo"]["hasPreviousPage"], !seen.is_empty());
            seen.extend(accounts["nodes"].as_array().unwrap().iter().map(|node| node["slug"].as_str().unwrap().to_owned()));
            after = accounts["pageInfo"]["endCursor"].clone();
            if accounts["pageInfo"]["hasNextPage"] == false {
                break;
            }
        }
        assert_eq!(seen, all);
        let back = staff.send(page, json!({"last": 2, "before": after})).await;
        let back = &back.data()["accounts"];
        assert_eq!(back["nodes"], json!([{"slug": "bb2"}, {"slug": "bbb"}]));
        assert_eq!((&back["pageInfo"]["hasNextPage"], &back["pageInfo"]["hasPreviousPage"]), (&json!(true), &json!(true)));
        for wrong in ["", "first: 0", "first: 101", "first: 1, last: 1", "first: 1, after: \"x\"", "first: 1, after: \"YWNjb3VudHM6AA\""] {
            let arguments = if wrong.is_empty() { String::new() } else { format!("({wrong})") };
            let answer = staff.ask(&format!("{{ accounts{arguments} {{ nodes {{ id }} }} }}")).await;
            assert_eq!(answer.codes(), ["BAD_USER_INPUT"], "{wrong}");
        }
    }

    async fn a_search_is_a_prefix_of_slug_or_name_without_regard_to_case(world) {
        for (slug, name) in [("zeta", "Água Boa"), ("agua", "Zeta"), ("other", "Á"), ("percent", "100% more"), ("under", "1_0")] {
            make(&world, slug, name).await;
        }
        let staff = world.staff();
        let find = async |search: &str| {
            let query = "query($search: String) { accounts(first: 9, filter: {search: $search}) { totalCount nodes { slug } } }";
            let answer = staff.send(query, json!({"search": search})).await;
            let found = answer.data()["accounts"].clone();
            let nodes: Vec<String> =
                found["nodes"].as_array().unwrap().iter().map(|node| node["slug"].as_str().unwrap().to_owned()).collect();
            assert_eq!(found["totalCount"], nodes.len());
            nodes
        };
        assert_eq!(find("ÁG").await, ["zeta"]);
        assert_eq!(find(" zEt ").await, ["agua", "zeta"], "by name and by slug");
        assert_eq!(find("a\u{301}gua boa").await, ["zeta"], "however it is composed");
        assert_eq!(find("gua").await, [""; 0], "a prefix, not any part");
        assert_eq!(find("100%").await, ["percent"]);
        assert_eq!(find("1%").await, [""; 0], "no wildcard");
        assert_eq!(find("1_").await, ["under"]);
        assert_eq!(find("\0").await.len(), 5, "nothing is left of it, so nothing is narrowed");
        assert_eq!(find("").await.len(), 5);
        let admin = world.member("admin", "zeta");
        admin.mutate("updateCompany", json!({"tradeName": "Renamed"}), json!({}), "userErrors { code }").await.done();
        assert_eq!(find("renamed").await, ["zeta"], "the name of now");
        assert_eq!(find("água").await, [""; 0]);
    }

    async fn a_hundred_accounts_with_every_section_cost_as_many_statements_as_one(world) {
        for number in 0..100 {
            let slug = format!("account-{number:03}");
            make(&world, &slug, "Name").await;
            if number % 10 == 0 {
                let edits = json!({"edits": [
                    {"addContact": {"kind": "PERSONAL", "email": "a@b.example"}},
                    {"addAddress": {"purpose": "OTHER", "street": "s", "city": "c", "country": "BR", "rank": "PRIMARY"}},
                    {"addActivity": {"name": "x"}},
                ]});
                world.member("admin", &slug).mutate("changeSettings", edits, json!({}), "userErrors { code }").await.done();
            }
        }
        let node = Node::forgetful(&world).await;
        let staff = node.client(token("staff", "platform", None));
        let mut costs = Vec::new();
        for first in [1, 10, 100] {
            let query = format!("{{ accounts(first: {first}) {{ nodes {{ {SECTIONS} }} }} }}");
            // The least of some tries: each second the service makes itself heard.
            let mut least = u64::MAX;
            for _ in 0..3 {
                let before = node.service.database().statements();
                staff.ask(&query).await.data();
                least = least.min(node.service.database().statements() - before);
            }
            costs.push(least);
            let answer = staff.ask(&query).await;
            let nodes = answer.data()["accounts"]["nodes"].as_array().unwrap().clone();
            assert_eq!(nodes.len(), first);
            assert!(nodes.iter().all(|node| node["settings"]["company"]["tradeName"] == "Name"));
            assert_eq!(nodes[0]["settings"]["contacts"][0]["email"], "a@b.example");
        }
        assert_eq!(costs, [2, 2, 2], "the accounts, and their settings");
    }

    async fn staff_see_settings_below_an_account_and_nothing_else(world) {
        make(&world, "acme", "Acme").await;
        for hidden in ["revision(number: 1) { id }", "revisions(first: 1) { nodes { id } }", "apiKeys(first: 1) { nodes { id } }"] {
            let answer = world.staff().ask(&format!("{{ accounts(first: 1) {{ nodes {{ slug {hidden} }} }} }}")).await;
            assert_eq!(answer.codes(), ["FORBIDDEN"], "{hidden}");
            assert_eq!(answer.body["data"]["accounts"]["nodes"][0]["slug"], "acme", "one refusal does not blank the rest");
        }
    }
}
