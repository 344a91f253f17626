//! Pictures that are taken as photos, and what is kept of them.

use std::io::Cursor;

use image::{DynamicImage, GrayImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use serde_json::json;

use super::{plain, show, sized, url};
use crate::support::{
    World,
    editor::{Editor, set_photo},
    on_both,
};

/// A picture in one of the formats.
pub(super) fn encoded(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A picture as a PNG.
pub(crate) fn png(image: &DynamicImage) -> Vec<u8> {
    encoded(image, ImageFormat::Png)
}

/// A square of a photo, as it is shown.
async fn square(world: &World, address: &str, size: &str) -> RgbaImage {
    let shown = show(world, &sized(address, size)).await;
    image::load_from_memory(&shown.bytes).unwrap().to_rgba8()
}

fn is_near(pixel: Rgba<u8>, [red, green, blue]: [u8; 3]) -> bool {
    pixel.0.iter().zip([red, green, blue, 255]).all(|(is, wanted)| is.abs_diff(wanted) < 20)
}

const RED: [u8; 3] = [220, 20, 20];
const GREEN: [u8; 3] = [20, 180, 20];
const BLUE: [u8; 3] = [20, 20, 220];

/// Exif data of a JPEG: turn by 90 degrees clockwise, and a text that is nobody's business.
fn exif() -> Vec<u8> {
    let text = b"Calle Secreta 5";
    let mut segment = vec![0xff, 0xe1, 0, u8::try_from(34 + text.len()).unwrap()];
    segment.extend(b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0");
    segment.extend(text);
    segment
}

on_both! {
    async fn a_png_a_jpeg_and_a_webp_are_taken(world) {
        let editor = Editor::new(&world, "acme").await;
        let picture: DynamicImage = RgbImage::from_pixel(130, 130, Rgb(GREEN)).into();
        for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP] {
            let payload = editor.done(&set_photo(&encoded(&picture, format))).await;
            let address = url(&payload);
            let photo = json!({"url": address, "width": 128, "height": 128, "contentType": "image/jpeg"});
            assert_eq!(payload["company"]["photo"], photo, "{format:?}");
            let shown = show(&world, &address).await;
            assert_eq!(shown.headers["content-type"], "image/jpeg", "{format:?}");
            assert_eq!(image::guess_format(&shown.bytes).unwrap(), ImageFormat::Jpeg, "{format:?}");
            assert!(is_near(*square(&world, &address, "128").await.get_pixel(64, 64), GREEN), "{format:?}");
        }
    }

    async fn a_transparent_picture_is_kept_as_png(world) {
        let editor = Editor::new(&world, "acme").await;
        let ring = RgbaImage::from_fn(128, 128, |x, _| if x < 64 { Rgba([0; 4]) } else { Rgba([20, 180, 20, 255]) });
        for format in [ImageFormat::Png, ImageFormat::WebP] {
            let payload = editor.done(&set_photo(&encoded(&ring.clone().into(), format))).await;
            assert_eq!(payload["company"]["photo"]["contentType"], "image/png", "{format:?}");
            let address = url(&payload);
            for size in ["64", "128"] {
                let shown = show(&world, &sized(&address, size)).await;
                assert_eq!(shown.headers["content-type"], "image/png");
                let square = square(&world, &address, size).await;
                assert_eq!(square.get_pixel(4, 4).0[3], 0, "{format:?} is transparent on the left");
                assert!(is_near(*square.get_pixel(square.width() - 4, 4), GREEN), "{format:?}");
            }
        }
        // An alpha channel that hides nothing is no transparency.
        let opaque = RgbaImage::from_pixel(64, 64, Rgba([20, 180, 20, 255]));
        let payload = editor.done(&set_photo(&png(&opaque.into()))).await;
        assert_eq!(payload["company"]["photo"]["contentType"], "image/jpeg");
    }

    async fn squares_are_not_larger_than_the_original(world) {
        let editor = Editor::new(&world, "acme").await;
        for (width, height, kept) in [
            (900, 513, vec![64, 128, 256, 512]),
            (512, 600, vec![64, 128, 256, 512]),
            (511, 511, vec![64, 128, 256]),
            (2000, 64, vec![64]),
            (63, 200, vec![63]),
            (1, 1, vec![1]),
        ] {
            let payload = editor.done(&set_photo(&plain(RED, width, height))).await;
            let (photo, largest) = (&payload["company"]["photo"], kept[kept.len() - 1]);
            assert_eq!((&photo["width"], &photo["height"]), (&json!(largest), &json!(largest)), "{width}x{height}");
            for size in [1, 63, 64, 127, 128, 255, 256, 511, 512, 513, 600, 900] {
                let shown = show(&world, &sized(&url(&payload), &size.to_string())).await;
                assert_eq!(shown.status == 200, kept.contains(&size), "{width}x{height} at {size}");
                if shown.status == 200 {
                    let square = image::load_from_memory(&shown.bytes).unwrap();
                    assert_eq!((square.width(), square.height()), (size, size), "{width}x{height}");
                }
            }
        }
    }

    async fn the_centre_square_is_kept(world) {
        let editor = Editor::new(&world, "acme").await;
        let third = |position: u32| [RED, GREEN, BLUE][usize::try_from(position / 64).unwrap()];
        let wide = RgbImage::from_fn(192, 64, |x, _| Rgb(third(x)));
        let high = RgbImage::from_fn(64, 192, |_, y| Rgb(third(y)));
        for picture in [wide, high] {
            let address = url(&editor.done(&set_photo(&png(&picture.into()))).await);
            let square = square(&world, &address, "64").await;
            for (x, y) in [(2, 2), (61, 2), (32, 32), (2, 61), (61, 61)] {
                assert!(is_near(*square.get_pixel(x, y), GREEN), "at {x}, {y}");
            }
        }
    }

    async fn a_picture_is_turned_upright_and_stripped_of_what_it_tells(world) {
        let editor = Editor::new(&world, "acme").await;
        let lying = RgbImage::from_fn(128, 128, |x, _| Rgb(if x < 64 { RED } else { BLUE }));
        let jpeg = encoded(&lying.into(), ImageFormat::Jpeg);
        let turned = [&jpeg[..2], &exif(), &jpeg[2..]].concat();
        let address = url(&editor.done(&set_photo(&turned)).await);
        for size in ["64", "128"] {
            let square = square(&world, &address, size).await;
            let middle = square.width() / 2;
            assert!(is_near(*square.get_pixel(middle, 8), RED), "what was on the left is on top");
            assert!(is_near(*square.get_pixel(middle, square.height() - 8), BLUE));
            let bytes = show(&world, &sized(&address, size)).await.bytes;
            for secret in [&b"Exif"[..], b"Secreta"] {
                assert!(turned.windows(secret.len()).any(|window| window == secret));
                assert!(!bytes.windows(secret.len()).any(|window| window == secret));
            }
        }
    }

    async fn a_picture_may_have_40_megapixels(world) {
        let editor = Editor::new(&world, "acme").await;
        let payload = editor.done(&set_photo(&png(&GrayImage::new(8_000, 5_000).into()))).await;
        assert_eq!(payload["company"]["photo"]["width"], 512);
    }

    async fn a_picture_may_have_5_megabytes(world) {
        let editor = Editor::new(&world, "acme").await;
        let mut bytes = plain(RED, 64, 64);
        // What follows the end of a PNG is no part of the picture, and counts all the same.
        bytes.resize(5 * 1024 * 1024, 0);
        let payload = editor.done(&set_photo(&bytes)).await;
        assert_eq!(payload["company"]["photo"]["width"], 64);
        bytes.push(0);
        editor.refuses(&set_photo(&bytes), &["INVALID_IMAGE photo"]).await;
    }
}
