//! Pictures that people bring: decoded under limits, stripped of everything but the picture, stored in one form.

use std::io::Cursor;

use image::imageops::FilterType;
use image::{ImageDecoder, ImageFormat, ImageReader, Limits};
use sha2::{Digest, Sha256};

use crate::domain::events::hex;
use crate::error::Error;
use crate::store::practice::Logo;

/// Greatest size of a file, in bytes.
const MOST_BYTES: usize = 20 * 1024 * 1024;
/// Greatest width and height.
const MOST_SIDE: u32 = 12_000;
/// Side of the square that a logo is stored in.
const LOGO_SIDE: u32 = 256;

/// A logo from the bytes of a PNG, JPEG, WebP, GIF (first frame) or BMP file: 256 pixels at its longer side, upright,
/// without metadata. Takes its time: never on a thread that serves others.
///
/// # Errors
/// `input.invalid` at `logo` with what is wrong.
pub(crate) fn logo(bytes: &[u8]) -> Result<Logo, Error> {
    let wrong = |message: &str| Error::input("logo", message);
    if bytes.len() > MOST_BYTES {
        return Err(wrong("The picture is larger than 20 MB. Choose a smaller one."));
    }
    let unreadable =
        || wrong("This file isn’t a picture that Firmkeep can read. Save it as PNG or JPEG and choose it again.");
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|_| unreadable())?;
    let known = [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP, ImageFormat::Gif, ImageFormat::Bmp];
    if !reader.format().is_some_and(|format| known.contains(&format)) {
        return Err(unreadable());
    }
    let mut limits = Limits::default();
    limits.max_image_width = Some(MOST_SIDE);
    limits.max_image_height = Some(MOST_SIDE);
    limits.max_alloc = Some(300 * 1024 * 1024);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|_| unreadable())?;
    let orientation = decoder.orientation().map_err(|_| unreadable())?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > 64_000_000 {
        return Err(wrong("The picture has more than 64 million pixels. Choose a smaller one."));
    }
    let mut picture = image::DynamicImage::from_decoder(decoder).map_err(|_| unreadable())?;
    picture.apply_orientation(orientation);
    let side = width.max(height);
    let picture = if side > LOGO_SIDE { picture.resize(LOGO_SIDE, LOGO_SIDE, FilterType::Lanczos3) } else { picture };
    let mut png = Vec::new();
    image::DynamicImage::ImageRgba8(picture.to_rgba8())
        .write_to(&mut Cursor::new(&mut png), ImageFormat::Png)
        .map_err(Error::internal)?;
    let tag = hex(&Sha256::digest(&png)[..8]);
    Ok(Logo { tag, bytes: png })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = Vec::new();
        image::DynamicImage::new_rgb8(width, height).write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png).unwrap();
        bytes
    }

    #[test]
    fn a_large_logo_is_stored_small_and_keeps_its_shape() {
        let stored = image::load_from_memory(&logo(&png(1024, 512)).unwrap().bytes).unwrap();
        assert_eq!((stored.width(), stored.height()), (256, 128));
    }

    #[test]
    fn what_is_no_picture_is_refused_at_the_field() {
        let truncated = &png(600, 600)[..200];
        for bytes in [b"<svg><script>alert(1)</script></svg>".as_slice(), b"", b"MZ", truncated] {
            assert_eq!(logo(bytes).err().and_then(|error| error.field).as_deref(), Some("logo"));
        }
    }

    #[test]
    fn the_same_picture_has_the_same_tag_and_another_one_another() {
        assert_eq!(logo(&png(9, 9)).unwrap().tag, logo(&png(9, 9)).unwrap().tag);
        assert_ne!(logo(&png(9, 9)).unwrap().tag, logo(&png(9, 10)).unwrap().tag);
    }
}
