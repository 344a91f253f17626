//! The company's profile photo: what is taken, and what is kept of it.

use std::{io::Cursor, sync::Arc};

use entity::id::AccountId;
use image::{
    DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, codecs::jpeg::JpegEncoder, imageops::FilterType,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{
    caller::Caller,
    error::{Cause, Error, Refusal},
    policy::Permission,
    service::Service,
    user_error::Problem,
};

/// The most bytes of an upload: 5 MB, counted in steps of 1,024 as file managers do.
pub const BYTES_MAX: usize = 5 * 1024 * 1024;

/// The most pixels of an upload: 40 megapixels.
const PIXELS_MAX: u64 = 40_000_000;

/// The sides of the squares that are kept, in pixels.
const SIZES: [u32; 4] = [64, 128, 256, 512];

/// The most memory that decoding may take: 40 megapixels of four 16-bit channels, and a margin.
const MEMORY_MAX: u64 = 8 * PIXELS_MAX + 32 * 1024 * 1024;

/// The quality of the kept JPEGs, of 100.
const QUALITY: u8 = 88;

/// How a photo is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ContentType {
    /// A photo without transparency.
    #[serde(rename = "image/jpeg")]
    Jpeg,
    /// A photo with transparency.
    #[serde(rename = "image/png")]
    Png,
}

impl ContentType {
    /// The media type.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
        }
    }
}

/// A photo that is kept. Serialised as `Company.photo` answers, with the relative address of the largest square.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "PhotoTree", try_from = "PhotoTree")]
pub struct Photo {
    /// SHA-256 of the account and the uploaded bytes, in hexadecimal: equal photos of two accounts differ.
    pub digest: String,
    /// The side of the largest kept square, in pixels.
    pub side: u32,
    /// How all of its squares are encoded.
    pub content_type: ContentType,
}

impl Photo {
    /// The sides of the kept squares, ascending: those that are not larger than the original, or the original's own.
    #[must_use]
    pub fn sizes(&self) -> Vec<u32> {
        sizes(self.side)
    }

    /// The relative address of the smallest kept square that is not smaller than `size`, else of the largest.
    #[must_use]
    pub fn address(&self, size: i32) -> String {
        let wanted = u32::try_from(size).unwrap_or(0);
        let size = self.sizes().into_iter().find(|kept| *kept >= wanted).unwrap_or(self.side);
        format!("/photos/{}/{size}", self.digest)
    }
}

/// The shape in which a photo stands in the settings' tree.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct PhotoTree {
    url: String,
    width: u32,
    height: u32,
    content_type: ContentType,
}

impl From<Photo> for PhotoTree {
    fn from(photo: Photo) -> Self {
        let Photo { digest, side, content_type } = photo;
        Self { url: format!("/photos/{digest}/{side}"), width: side, height: side, content_type }
    }
}

impl TryFrom<PhotoTree> for Photo {
    type Error = &'static str;

    fn try_from(tree: PhotoTree) -> Result<Self, Self::Error> {
        let digest = tree.url.split('/').nth(2).ok_or("a photo's address holds its digest")?.to_owned();
        Ok(Self { digest, side: tree.width, content_type: tree.content_type })
    }
}

/// A photo that was taken in, with the squares to keep.
#[derive(Clone)]
pub struct Processed {
    /// What the settings hold.
    pub photo: Photo,
    /// Side and encoded bytes of each square, ascending.
    pub squares: Vec<(u32, Vec<u8>)>,
}

impl std::fmt::Debug for Processed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Processed").field(&self.photo).finish()
    }
}

/// Takes in an uploaded picture for an account, one at a time.
///
/// # Errors
/// [`Refusal::Forbidden`] without MANAGE_COMPANY, before a byte is looked at. The inner error is what is wrong with
/// the picture.
pub async fn take_in(
    service: &Service,
    caller: &Caller,
    bytes: impl AsRef<[u8]> + Send + 'static,
) -> Result<Result<Box<Processed>, Problem>, Error> {
    caller.require(Permission::ManageCompany)?;
    let account = caller.account().ok_or(Refusal::Forbidden(Permission::ManageCompany))?.id;
    if bytes.as_ref().len() > BYTES_MAX {
        return Ok(Err(Problem::InvalidImage));
    }
    // The permit goes with the work: a caller that hangs up does not let a second decoding begin beside the first.
    let permit = Arc::clone(&service.photo_lane).acquire_owned().await.ok();
    tokio::task::spawn_blocking(move || {
        let _permit = permit;
        Ok(process(account, bytes.as_ref())?.map(Box::new))
    })
    .await?
}

/// Takes in an uploaded picture: turned upright, cropped to its centre square, scaled, encoded without metadata.
///
/// It decodes, which takes time and memory (at most [`MEMORY_MAX`]): call it where blocking is allowed, one at a time.
///
/// # Errors
/// [`Problem::InvalidImage`] for what is not a PNG, JPEG or WebP of at most 5 MB and 40 megapixels; an error of ours
/// when a square cannot be encoded.
fn process(account: AccountId, bytes: &[u8]) -> Result<Result<Processed, Problem>, Error> {
    let Some(image) = decode(bytes) else {
        return Ok(Err(Problem::InvalidImage));
    };
    let square = centre_square(&image);
    let side = match SIZES.iter().rev().find(|size| **size <= square.width()) {
        Some(size) => *size,
        None => square.width(),
    };
    let content_type = if is_transparent(&square) { ContentType::Png } else { ContentType::Jpeg };
    let squares = sizes(side)
        .into_iter()
        .map(|size| Ok((size, encode(&square.resize_exact(size, size, FilterType::CatmullRom), content_type)?)))
        .collect::<Result<_, Cause>>()?;
    let digest = hex(&Sha256::new().chain_update(account.0.as_bytes()).chain_update(bytes).finalize());
    Ok(Ok(Processed { photo: Photo { digest, side, content_type }, squares }))
}

fn sizes(side: u32) -> Vec<u32> {
    if side < SIZES[0] { vec![side] } else { SIZES.into_iter().filter(|size| *size <= side).collect() }
}

/// The picture, upright, if it is one that is taken. Its size is looked at before a pixel is decoded.
fn decode(bytes: &[u8]) -> Option<DynamicImage> {
    if bytes.len() > BYTES_MAX {
        return None;
    }
    let format = image::guess_format(bytes).ok()?;
    if !matches!(format, ImageFormat::Png | ImageFormat::Jpeg | ImageFormat::WebP) {
        return None;
    }
    let mut limits = Limits::default();
    limits.max_alloc = Some(MEMORY_MAX);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().ok()?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > PIXELS_MAX {
        return None;
    }
    let orientation = decoder.orientation().ok()?;
    let mut image = DynamicImage::from_decoder(decoder).ok()?;
    image.apply_orientation(orientation);
    Some(image)
}

fn centre_square(image: &DynamicImage) -> DynamicImage {
    let (width, height) = (image.width(), image.height());
    let side = width.min(height);
    image.crop_imm((width - side) / 2, (height - side) / 2, side, side)
}

fn is_transparent(image: &DynamicImage) -> bool {
    image.color().has_alpha() && image.to_rgba8().pixels().any(|pixel| pixel.0[3] < u8::MAX)
}

fn encode(image: &DynamicImage, content_type: ContentType) -> Result<Vec<u8>, Cause> {
    let mut bytes = Cursor::new(Vec::new());
    match content_type {
        ContentType::Jpeg => {
            image.to_rgb8().write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, QUALITY))?;
        }
        ContentType::Png => image.to_rgba8().write_to(&mut bytes, ImageFormat::Png)?,
    }
    Ok(bytes.into_inner())
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use image::{Rgb, RgbImage, Rgba, RgbaImage};
    use uuid::Uuid;

    use super::*;

    fn account(number: u128) -> AccountId {
        AccountId(Uuid::from_u128(number))
    }

    fn taken(bytes: &[u8]) -> Processed {
        process(account(1), bytes).unwrap().unwrap()
    }

    fn png(image: &DynamicImage) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        image.write_to(&mut bytes, ImageFormat::Png).unwrap();
        bytes.into_inner()
    }

    fn plain(width: u32, height: u32) -> Vec<u8> {
        png(&RgbImage::from_pixel(width, height, Rgb([10, 120, 200])).into())
    }

    #[test]
    fn squares_are_not_larger_than_the_original() {
        for (width, height, sizes) in [
            (600, 800, vec![64, 128, 256, 512]),
            (300, 200, vec![64, 128]),
            (64, 64, vec![64]),
            (63, 40, vec![40]),
            (1, 1, vec![1]),
        ] {
            let photo = taken(&plain(width, height));
            assert_eq!(photo.squares.iter().map(|(size, _)| *size).collect::<Vec<_>>(), sizes);
            for (size, bytes) in &photo.squares {
                let square = image::load_from_memory(bytes).unwrap();
                assert_eq!((square.width(), square.height()), (*size, *size));
            }
        }
    }

    #[test]
    fn the_address_is_the_smallest_square_that_is_not_smaller() {
        let photo = taken(&plain(300, 300)).photo;
        let size = |wanted| photo.address(wanted).rsplit('/').next().unwrap().to_owned();
        assert_eq!([0, 64, 65, 200, 512, i32::MAX, -5].map(size), ["64", "64", "128", "256", "256", "256", "64"]);
    }

    #[test]
    fn a_transparent_picture_stays_a_png_and_others_become_jpeg() {
        let mut transparent = RgbaImage::from_pixel(80, 80, Rgba([1, 2, 3, 255]));
        assert_eq!(taken(&png(&transparent.clone().into())).photo.content_type, ContentType::Jpeg);
        transparent.put_pixel(40, 40, Rgba([0, 0, 0, 0]));
        assert_eq!(taken(&png(&transparent.into())).photo.content_type, ContentType::Png);
    }

    #[test]
    fn equal_photos_of_two_accounts_have_different_addresses() {
        let bytes = plain(64, 64);
        let digest = |number| process(account(number), &bytes).unwrap().unwrap().photo.digest;
        assert_ne!(digest(1), digest(2));
        assert_eq!(digest(1), digest(1));
    }

    #[test]
    fn a_photo_taken_on_its_side_is_turned_upright() {
        // Left half red, right half blue, then an Exif orientation of 6: turn by 90 degrees clockwise.
        let lying = RgbImage::from_fn(128, 128, |x, _| if x < 64 { Rgb([255, 0, 0]) } else { Rgb([0, 0, 255]) });
        let mut jpeg = Cursor::new(Vec::new());
        lying.write_with_encoder(JpegEncoder::new_with_quality(&mut jpeg, 95)).unwrap();
        let jpeg = jpeg.into_inner();
        let exif: &[u8] = &[
            0xff, 0xe1, 0, 34, b'E', b'x', b'i', b'f', 0, 0, b'M', b'M', 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0,
            0, 1, 0, 6, 0, 0, 0, 0, 0, 0,
        ];
        let turned = [&jpeg[..2], exif, &jpeg[2..]].concat();
        let photo = taken(&turned);
        let upright = image::load_from_memory(&photo.squares[0].1).unwrap().to_rgb8();
        assert!(upright.get_pixel(32, 10).0[0] > 200, "the top is red");
        assert!(upright.get_pixel(32, 54).0[2] > 200, "the bottom is blue");
        assert!(!photo.squares[0].1.windows(4).any(|window| window == b"Exif"), "metadata is gone");
    }

    #[test]
    fn what_is_no_picture_is_refused() {
        let good = plain(64, 64);
        let mut huge = good.clone();
        huge.resize(BYTES_MAX + 1, 0);
        for bytes in [&b""[..], b"GIF89a", b"\x89PNG\r\n\x1a\n", &good[..good.len() / 2], b"<svg/>", &huge] {
            assert_eq!(process(account(1), bytes).unwrap().unwrap_err(), Problem::InvalidImage);
        }
    }

    #[test]
    fn a_bomb_is_refused_by_its_header() {
        // A small PNG that says it has 100,000 × 100,000 pixels.
        let mut bomb = plain(1, 1);
        bomb[16..20].copy_from_slice(&100_000_u32.to_be_bytes());
        bomb[20..24].copy_from_slice(&100_000_u32.to_be_bytes());
        let crc = crc32(&bomb[12..29]);
        bomb[29..33].copy_from_slice(&crc.to_be_bytes());
        assert_eq!(process(account(1), &bomb).unwrap().unwrap_err(), Problem::InvalidImage);
    }

    fn crc32(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(u32::MAX, |crc, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 })
        })
    }
}
