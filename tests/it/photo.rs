//! The company's photo: setting, replacing and removing it, and what the history keeps of it.

pub(crate) mod pictures;
mod serving;
mod uploads;

use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, Request, StatusCode},
};
use http_body_util::BodyExt as _;
use image::{Rgb, RgbImage};
use serde_json::{Value, json};
use tower::ServiceExt as _;

use self::pictures::png;
use crate::support::{
    World,
    editor::{Editor, call, remove_photo, set_photo},
    on_both,
};

/// What an address of a photo shows to anybody.
#[derive(Debug)]
struct Shown {
    status: StatusCode,
    headers: HeaderMap,
    bytes: Bytes,
}

async fn show(world: &World, address: &str) -> Shown {
    let request = Request::get(address).header("host", "localhost").body(Body::empty()).unwrap();
    let response = world.router.clone().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    Shown { status: parts.status, headers: parts.headers, bytes: body.collect().await.unwrap().to_bytes() }
}

/// A picture of one colour.
fn plain(colour: [u8; 3], width: u32, height: u32) -> Vec<u8> {
    png(&RgbImage::from_pixel(width, height, Rgb(colour)).into())
}

fn red() -> Vec<u8> {
    plain([200, 30, 30], 300, 200)
}

fn blue() -> Vec<u8> {
    plain([30, 30, 200], 600, 600)
}

fn url(payload: &Value) -> String {
    payload["company"]["photo"]["url"].as_str().unwrap().to_owned()
}

/// The address that a photo would have.
async fn address_of(editor: &Editor<'_>, bytes: &[u8]) -> String {
    let preview = editor.send(&set_photo(bytes), json!({"dryRun": true})).await;
    url(preview.done())
}

/// Another size of the photo at an address.
fn sized(address: &str, size: &str) -> String {
    format!("{}/{size}", address.rsplit_once('/').unwrap().0)
}

fn changed(field: &str, before: &Value, after: &Value) -> Value {
    json!({"path": ["company", "photo", field], "before": before, "after": after})
}

fn company(photo: &Value) -> Value {
    json!({"tradeName": "acme", "legalName": null, "taxId": null, "website": null, "photo": photo})
}

on_both! {
    async fn a_photo_is_set_as_one_revision(world) {
        let editor = Editor::new(&world, "acme").await;
        let address = address_of(&editor, &red()).await;
        let photo = json!({"url": address, "width": 128, "height": 128, "contentType": "image/jpeg"});
        let changes = json!([
            changed("url", &Value::Null, &json!(address)),
            changed("width", &Value::Null, &json!(128)),
            changed("height", &Value::Null, &json!(128)),
            changed("contentType", &Value::Null, &json!("image/jpeg")),
        ]);
        let payload = editor.makes(&set_photo(&red()), company(&photo), changes).await;
        assert_eq!(payload["settings"]["company"]["photo"], photo);
        assert_eq!(show(&world, &address).await.status, StatusCode::OK);
    }

    async fn a_dry_run_stores_no_photo(world) {
        let editor = Editor::new(&world, "acme").await;
        let address = address_of(&editor, &red()).await;
        for size in ["64", "128"] {
            assert_eq!(show(&world, &sized(&address, size)).await.status, StatusCode::NOT_FOUND);
        }
        assert_eq!(editor.page().await["company"]["photo"], Value::Null);
        let payload = editor.done(&set_photo(&red())).await;
        assert_eq!(url(&payload), address);
        for size in ["64", "128"] {
            assert_eq!(show(&world, &sized(&address, size)).await.status, StatusCode::OK);
        }
    }

    async fn a_refused_change_stores_no_photo(world) {
        let editor = Editor::new(&world, "acme").await;
        let address = address_of(&editor, &red()).await;
        for options in [json!({"expectedRevision": 7}), json!({"reason": "x".repeat(501)})] {
            let answer = editor.send(&set_photo(&red()), options).await;
            assert_eq!(answer.user_errors().len(), 1);
            assert_eq!(show(&world, &address).await.status, StatusCode::NOT_FOUND);
        }
    }

    async fn a_photo_is_replaced_and_the_former_one_is_still_shown(world) {
        let editor = Editor::new(&world, "acme").await;
        let former = url(&editor.done(&set_photo(&red())).await);
        let before = show(&world, &former).await.bytes;
        let address = address_of(&editor, &blue()).await;
        let photo = json!({"url": address, "width": 512, "height": 512, "contentType": "image/jpeg"});
        let changes = json!([
            changed("url", &json!(former), &json!(address)),
            changed("width", &json!(128), &json!(512)),
            changed("height", &json!(128), &json!(512)),
        ]);
        editor.makes(&set_photo(&blue()), company(&photo), changes).await;

        let then = "{ account { settings(atRevision: 2) { company { photo { url width } } } } }";
        let then = editor.client.ask(then).await;
        let photo_then = &then.data()["account"]["settings"]["company"]["photo"];
        assert_eq!(*photo_then, json!({"url": former, "width": 128}));
        assert_eq!(show(&world, &former).await.bytes, before);
    }

    async fn a_photo_is_removed_and_still_shown_to_who_knows_its_address(world) {
        let editor = Editor::new(&world, "acme").await;
        let address = url(&editor.done(&set_photo(&red())).await);
        let changes = json!([
            changed("url", &json!(address), &Value::Null),
            changed("width", &json!(128), &Value::Null),
            changed("height", &json!(128), &Value::Null),
            changed("contentType", &json!("image/jpeg"), &Value::Null),
        ]);
        editor.makes(&remove_photo(), company(&Value::Null), changes).await;
        for size in ["64", "128"] {
            assert_eq!(show(&world, &sized(&address, size)).await.status, StatusCode::OK);
        }
        editor.changes_nothing(&remove_photo()).await;
    }

    async fn the_same_photo_again_makes_no_revision(world) {
        let editor = Editor::new(&world, "acme").await;
        editor.done(&set_photo(&red())).await;
        editor.changes_nothing(&set_photo(&red())).await;
    }

    async fn a_photo_can_come_back(world) {
        let editor = Editor::new(&world, "acme").await;
        let address = url(&editor.done(&set_photo(&red())).await);
        editor.done(&set_photo(&blue())).await;
        assert_eq!(url(&editor.done(&set_photo(&red())).await), address, "in the place of another");
        editor.done(&remove_photo()).await;
        assert_eq!(url(&editor.done(&set_photo(&red())).await), address, "where there was none");

        editor.done(&remove_photo()).await;
        let fields = "settings { company { photo { url } } } userErrors { code }";
        let restored = editor.client.mutate("restoreRevision", json!({"number": 2}), json!({}), fields).await;
        assert_eq!(restored.done()["settings"]["company"]["photo"]["url"], address, "with a revision");
        editor.changes_nothing(&set_photo(&red())).await;
        assert_eq!(show(&world, &address).await.status, StatusCode::OK);
    }

    async fn other_changes_leave_the_photo_alone(world) {
        let editor = Editor::new(&world, "acme").await;
        let photo = editor.done(&set_photo(&red())).await["company"]["photo"].clone();
        let input = json!({"tradeName": "Acme", "legalName": null, "taxId": null, "website": null});
        let payload = editor.done(&call("updateCompany", input)).await;
        assert_eq!(payload["company"]["photo"], photo);
    }

    async fn equal_photos_of_two_accounts_have_different_addresses(world) {
        let (acme, rival) = (Editor::new(&world, "acme").await, Editor::new(&world, "rival").await);
        let ours = url(&acme.done(&set_photo(&red())).await);
        assert_ne!(address_of(&rival, &red()).await, ours);
        let theirs = url(&rival.done(&set_photo(&red())).await);
        assert_ne!(ours, theirs);
        assert_eq!(show(&world, &ours).await.bytes, show(&world, &theirs).await.bytes);
        acme.done(&remove_photo()).await;
        assert_eq!(rival.page().await["company"]["photo"]["url"], theirs);
    }
}
