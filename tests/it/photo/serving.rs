//! Addresses of photos, and what they show.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::{blue, plain, red, show, sized, url};
use crate::support::{
    editor::{Editor, set_photo},
    on_both,
};

/// The address that the company's photo tells for a size.
async fn told(editor: &Editor<'_>, size: Value) -> String {
    let query = "query($size: Int) { account { settings { company { photo { url(size: $size) } } } } }";
    let answer = editor.client.send(query, json!({"size": size})).await;
    let photo = &answer.data()["account"]["settings"]["company"]["photo"];
    photo["url"].as_str().unwrap().to_owned()
}

on_both! {
    async fn an_address_is_the_smallest_square_that_is_not_smaller_than_asked(world) {
        let editor = Editor::new(&world, "acme").await;
        let address = url(&editor.done(&set_photo(&blue())).await);
        for (asked, size) in [
            (json!(1), "64"),
            (json!(64), "64"),
            (json!(65), "128"),
            (json!(128), "128"),
            (json!(200), "256"),
            (json!(257), "512"),
            (json!(512), "512"),
            (json!(513), "512"),
            (json!(2_147_483_647), "512"),
            (json!(0), "64"),
            (json!(-1), "64"),
            (json!(null), "512"),
        ] {
            assert_eq!(told(&editor, asked.clone()).await, sized(&address, size), "{asked}");
        }
    }

    async fn the_largest_square_is_told_where_none_is_large_enough(world) {
        let editor = Editor::new(&world, "acme").await;
        let address = url(&editor.done(&set_photo(&red())).await);
        assert!(address.ends_with("/128"), "{address}");
        assert_eq!(told(&editor, json!(129)).await, address);
        assert_eq!(told(&editor, json!(100)).await, address);
        let address = url(&editor.done(&set_photo(&plain([9, 9, 9], 40, 50))).await);
        assert!(address.ends_with("/40"), "{address}");
        assert_eq!(told(&editor, json!(1)).await, address);
        assert_eq!(told(&editor, json!(64)).await, address);
    }

    async fn without_a_size_it_is_512(world) {
        let editor = Editor::new(&world, "acme").await;
        let address = url(&editor.done(&set_photo(&blue())).await);
        assert!(address.ends_with("/512"), "{address}");
        let omitted = "query($size: Int) { account { settings { company { photo { url(size: $size) } } } } }";
        for query in [omitted, "{ account { settings { company { photo { url } } } } }"] {
            let answer = editor.client.ask(query).await;
            assert_eq!(answer.data()["account"]["settings"]["company"]["photo"]["url"], address);
        }
    }

    async fn addresses_are_relative_and_never_made_from_the_host(world) {
        let editor = Editor::new(&world, "acme").await;
        editor.done(&set_photo(&red())).await;
        let mut request = editor.client.post(&json!({"query": "{ account { settings { company { photo { url } } } } }"}));
        request.headers_mut().insert("host", "evil.example".parse().unwrap());
        request.headers_mut().insert("x-forwarded-host", "evil.example".parse().unwrap());
        let answer = editor.client.raw(request).await;
        let address = answer.data()["account"]["settings"]["company"]["photo"]["url"].as_str().unwrap();
        let (digest, size) = address.strip_prefix("/photos/").unwrap().split_once('/').unwrap();
        assert_eq!(size, "128");
        assert!(digest.len() == 64 && digest.bytes().all(|byte| byte.is_ascii_hexdigit()), "{digest}");
    }

    async fn anybody_may_see_a_photo_and_keep_it_for_ever(world) {
        let editor = Editor::new(&world, "acme").await;
        let address = url(&editor.done(&set_photo(&blue())).await);
        for size in ["64", "128", "256", "512"] {
            let shown = show(&world, &sized(&address, size)).await;
            assert_eq!(shown.status, StatusCode::OK);
            assert_eq!(shown.headers["content-type"], "image/jpeg");
            assert_eq!(shown.headers["cache-control"], "public, max-age=31536000, immutable");
            assert_eq!(shown.headers["x-content-type-options"], "nosniff");
            let square = image::load_from_memory(&shown.bytes).unwrap();
            assert_eq!(square.width().to_string(), size);
        }
    }

    async fn a_square_that_is_not_stored_is_not_found(world) {
        let editor = Editor::new(&world, "acme").await;
        let address = url(&editor.done(&set_photo(&red())).await);
        let unknown = format!("/photos/{}/64", "0".repeat(64));
        let mut addresses: Vec<String> = ["256", "512", "65", "0", "-64", "064", "+64", "64.jpg", "99999999999", "large"]
            .iter()
            .map(|size| sized(&address, size))
            .collect();
        addresses.extend([unknown, "/photos/nonsense/64".to_owned()]);
        for address in addresses {
            let shown = show(&world, &address).await;
            assert_eq!(shown.status, StatusCode::NOT_FOUND, "{address}");
            assert!(shown.headers.get("cache-control").is_none_or(|value| value != "public, max-age=31536000, immutable"));
        }
    }
}
