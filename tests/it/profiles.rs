//! Activities and access profiles.

use serde_json::{Value, json};

use crate::support::{
    editor::{Editor, call},
    on_both,
};

on_both! {
    async fn an_activity_lives_through_its_changes(world) {
        let editor = Editor::new(&world, "acme").await;
        let whole = json!({"id": "ID", "name": "Visita", "active": true});
        let added = json!([{"path": ["activities", "ID"], "before": null, "after": whole}]);
        let payload = editor.makes(&call("addActivity", json!({"name": "  Visita "})), whole.clone(), added).await;
        let id = &payload["activity"]["id"];
        let changes = json!([
            {"path": ["activities", "ID", "name"], "before": "Visita", "after": "visita"},
            {"path": ["activities", "ID", "active"], "before": true, "after": false},
        ]);
        let gives = json!({"id": "ID", "name": "visita", "active": false});
        let update = call("updateActivity", json!({"id": id, "name": "visita", "active": false}));
        editor.makes(&update, gives.clone(), changes).await;
        editor.changes_nothing(&update).await;
        let removed = json!([{"path": ["activities", "ID"], "before": gives, "after": null}]);
        editor.makes(&call("removeActivity", json!({"id": id})), gives, removed).await;
    }

    async fn an_access_profile_lives_through_its_changes(world) {
        let editor = Editor::new(&world, "acme").await;
        let activity = editor.id_of(&call("addActivity", json!({"name": "Visita"}))).await;
        let named = json!({"id": activity, "name": "Visita", "active": true});
        let gives = json!({"id": "ID", "name": "Terreno", "role": "AGENT", "timeTrackingActivity": named});
        let kept = json!({"id": "ID", "name": "Terreno", "role": "AGENT", "timeTrackingActivity": {"id": activity}});
        let added = json!([{"path": ["accessProfiles", "ID"], "before": null, "after": kept}]);
        let input = json!({"name": "Terreno", "role": "AGENT", "timeTrackingActivityId": activity});
        let payload = editor.makes(&call("addAccessProfile", input), gives, added).await;
        let id = &payload["accessProfile"]["id"];

        editor.refuses(&call("removeActivity", json!({"id": activity})), &["IN_USE id"]).await;
        let renamed = editor.done(&call("updateActivity", json!({"id": activity, "name": "Visitas"}))).await;
        assert_eq!(renamed["changes"].as_array().unwrap().len(), 1, "a profile keeps the activity, not its name");

        let gives = json!({"id": "ID", "name": "Terreno", "role": "OPERATOR", "timeTrackingActivity": null});
        let changes = json!([
            {"path": ["accessProfiles", "ID", "role"], "before": "AGENT", "after": "OPERATOR"},
            {"path": ["accessProfiles", "ID", "timeTrackingActivity", "id"], "before": activity, "after": null},
        ]);
        let update = call("updateAccessProfile", json!({"id": id, "role": "OPERATOR", "timeTrackingActivityId": null}));
        editor.makes(&update, gives.clone(), changes).await;
        editor.changes_nothing(&update).await;
        editor.done(&call("removeActivity", json!({"id": activity}))).await;
        let removed = json!([{"path": ["accessProfiles", "ID"], "before": gives, "after": null}]);
        editor.makes(&call("removeAccessProfile", json!({"id": id})), gives, removed).await;
    }

    async fn names_are_unique_without_regard_to_case(world) {
        let editor = Editor::new(&world, "acme").await;
        let activity = editor.id_of(&call("addActivity", json!({"name": "Ñandú"}))).await;
        let other = editor.id_of(&call("addActivity", json!({"name": "Otra"}))).await;
        editor.refuses(&call("addActivity", json!({"name": " ñANDÚ "})), &["DUPLICATE name"]).await;
        editor.refuses(&call("addActivity", json!({"name": "n\u{303}andu\u{301}"})), &["DUPLICATE name"]).await;
        editor.refuses(&call("updateActivity", json!({"id": other, "name": "ÑANDÚ"})), &["DUPLICATE name"]).await;
        editor.done(&call("updateActivity", json!({"id": activity, "name": "ÑANDÚ"}))).await;
        let profile = json!({"name": "Ñandú", "role": "AGENT"});
        let id = editor.id_of(&call("addAccessProfile", profile.clone())).await;
        editor.refuses(&call("addAccessProfile", profile), &["DUPLICATE name"]).await;
        editor.changes_nothing(&call("updateAccessProfile", json!({"id": id, "name": "Ñandú"}))).await;
    }

    async fn what_is_wrong_is_told_at_once(world) {
        let editor = Editor::new(&world, "acme").await;
        let activity = editor.id_of(&call("addActivity", json!({"name": "x"}))).await;
        let profile = editor.id_of(&call("addAccessProfile", json!({"name": "x", "role": "AGENT"}))).await;
        for name in ["", " \u{7}\t"] {
            editor.refuses(&call("addActivity", json!({"name": name})), &["REQUIRED name"]).await;
        }
        editor.refuses(&call("addActivity", json!({"name": "é".repeat(129)})), &["TOO_LONG name"]).await;
        let nulls = json!({"id": activity, "name": null, "active": null});
        editor.refuses(&call("updateActivity", nulls), &["REQUIRED name", "REQUIRED active"]).await;
        let nulls = json!({"id": profile, "name": null, "role": null, "timeTrackingActivityId": profile});
        let errors = ["REQUIRED name", "REQUIRED role", "NOT_FOUND timeTrackingActivityId"];
        editor.refuses(&call("updateAccessProfile", nulls), &errors).await;
        let unknown = json!({"name": "", "role": "AGENT", "timeTrackingActivityId": "nothing"});
        let errors = ["REQUIRED name", "NOT_FOUND timeTrackingActivityId"];
        editor.refuses(&call("addAccessProfile", unknown), &errors).await;
        for mutation in ["updateActivity", "removeActivity", "updateAccessProfile", "removeAccessProfile"] {
            editor.refuses(&call(mutation, json!({"id": "act_nothing"})), &["NOT_FOUND id"]).await;
        }
    }

    async fn there_are_at_most_two_hundred_of_each(world) {
        let editor = Editor::new(&world, "acme").await;
        for (mutation, list) in [("addActivity", "activities"), ("addAccessProfile", "accessProfiles")] {
            let input = |number: usize| match mutation {
                "addActivity" => json!({"name": format!("{number}")}),
                _ => json!({"name": format!("{number}"), "role": "AGENT"}),
            };
            for start in [0, 100] {
                let edits: Vec<Value> = (start..start + 100).map(|number| json!({mutation: input(number)})).collect();
                editor.done(&call("changeSettings", json!({"edits": edits}))).await;
            }
            assert_eq!(editor.page().await[list].as_array().unwrap().len(), 200);
            editor.refuses(&call(mutation, input(200)), &["TOO_MANY"]).await;
        }
    }
}
