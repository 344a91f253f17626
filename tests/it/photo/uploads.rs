//! Uploads that are no photo.

use axum::http::StatusCode;
use image::{GrayImage, ImageFormat, Rgb, RgbImage};
use serde_json::{Value, json};

use super::{
    pictures::{encoded, png},
    plain, red,
};
use crate::support::{
    editor::{Editor, set_photo},
    on_both,
};

/// A PNG of 69 bytes that says it has 100,000 × 100,000 pixels.
fn bomb() -> Vec<u8> {
    let mut bytes = plain([0, 0, 0], 1, 1);
    bytes[16..20].copy_from_slice(&100_000_u32.to_be_bytes());
    bytes[20..24].copy_from_slice(&100_000_u32.to_be_bytes());
    let sum = crc32(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&sum.to_be_bytes());
    bytes
}

/// The checksum of PNG's chunks (ISO/IEC 15948, annex D).
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { (sum >> 1) ^ 0xedb8_8320 } else { sum >> 1 })
    })
}

on_both! {
    async fn what_is_no_picture_is_refused(world) {
        let editor = Editor::new(&world, "acme").await;
        editor.done(&set_photo(&red())).await;
        let picture = RgbImage::from_fn(200, 200, |x, y| Rgb([x.to_le_bytes()[0], y.to_le_bytes()[0], 0]));
        let good = encoded(&picture.into(), ImageFormat::Jpeg);
        let mut broken_png = plain([1, 2, 3], 100, 100);
        broken_png.truncate(50);
        let mut no_webp = b"RIFF\x20\0\0\0WEBPVP8 ".to_vec();
        no_webp.resize(40, 7);
        for bytes in [
            &b""[..],
            b"not a picture",
            b"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"64\" height=\"64\"/>",
            b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;",
            b"BM",
            b"\x89PNG\r\n\x1a\n",
            &good[..30],
            &broken_png,
            &no_webp,
        ] {
            editor.refuses(&set_photo(bytes), &["INVALID_IMAGE photo"]).await;
        }
    }

    async fn a_picture_over_5_megabytes_is_refused(world) {
        let editor = Editor::new(&world, "acme").await;
        let mut bytes = red();
        bytes.resize(6_000_000, 0);
        editor.refuses(&set_photo(&bytes), &["INVALID_IMAGE photo"]).await;
    }

    async fn a_picture_over_40_megapixels_is_refused(world) {
        let editor = Editor::new(&world, "acme").await;
        let bytes = png(&GrayImage::new(8_000, 5_001).into());
        assert!(bytes.len() < 5 * 1024 * 1024, "it is refused for its pixels");
        editor.refuses(&set_photo(&bytes), &["INVALID_IMAGE photo"]).await;
    }

    async fn a_bomb_is_refused(world) {
        let editor = Editor::new(&world, "acme").await;
        editor.refuses(&set_photo(&bomb()), &["INVALID_IMAGE photo"]).await;
    }

    async fn a_refused_picture_is_told_with_a_reason_that_is_too_long_but_not_with_a_conflict(world) {
        let editor = Editor::new(&world, "acme").await;
        let long = "x".repeat(501);
        let answer = editor.send(&set_photo(b"not a picture"), json!({"reason": long})).await;
        let mut told = answer.user_errors();
        told.sort_unstable();
        assert_eq!(told, ["INVALID_IMAGE photo", "TOO_LONG options/reason"]);
        let answer = editor.send(&set_photo(b"not a picture"), json!({"reason": long, "expectedRevision": 9})).await;
        assert_eq!(answer.user_errors(), ["REVISION_CONFLICT options/expectedRevision"]);
        assert_eq!(answer.payload()["settings"], editor.page().await);
    }

    async fn reading_stops_at_6_megabytes(world) {
        let editor = Editor::new(&world, "acme").await;
        let before = editor.page().await;
        let mut bytes = red();
        bytes.resize(6 * 1024 * 1024 + 1, 0);
        let answer = editor.send(&set_photo(&bytes), json!({})).await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
        assert_eq!(answer.codes(), ["PAYLOAD_TOO_LARGE"]);
        assert_eq!(editor.page().await, before);
    }

    async fn a_photo_cannot_be_named_without_being_sent(world) {
        let editor = Editor::new(&world, "acme").await;
        let before = editor.page().await;
        for forged in [json!("0"), json!("#__graphql_file__:0"), json!(0), json!(null), json!({"file": 0})] {
            let answer = editor
                .client
                .mutate("setCompanyPhoto", json!({"photo": forged}), json!({}), "userErrors { code }")
                .await;
            assert_eq!(answer.codes(), ["BAD_USER_INPUT"], "{forged}: {}", answer.body);
            assert_eq!(answer.body.get("data").unwrap_or(&Value::Null), &Value::Null, "{forged}");
        }
        assert_eq!(editor.page().await, before);
    }
}
