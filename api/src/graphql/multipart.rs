//! Files with a request: <https://github.com/jaydenseric/graphql-multipart-request-spec>.

use std::convert::Infallible;

use async_graphql::{Request, Value};
use axum::body::Bytes;
use futures_util::stream;
use multer::{Constraints, Field, Multipart, SizeLimit};
use schema::upload::{UploadedFile, Uploads};
use serde_json::Value as Json;

use super::{
    answer::Rejected,
    body::BodyLimits,
    parameters::{self, Asked},
};

/// So many files are taken with one request.
const FILES: usize = 10;
/// So many variables can name them.
const PATHS: usize = 20;
/// Bytes of the part `map`.
const MAP_BYTES: u64 = 16 * 1024;

/// Reads a multipart request, and the files that its variables name.
pub(super) async fn read(body: Bytes, boundary: String, limits: &BodyLimits) -> Result<(Asked, Uploads), Rejected> {
    let sizes = SizeLimit::new()
        .whole_stream(as_u64(limits.multipart))
        .for_field("operations", as_u64(limits.json))
        .for_field("map", MAP_BYTES);
    let body = stream::iter([Ok::<_, Infallible>(body)]);
    let mut parts = Multipart::with_constraints(body, boundary, Constraints::new().size_limit(sizes));

    let operations =
        named("operations", parts.next_field().await)?.bytes().await.map_err(|error| unreadable(&error))?;
    let mut asked = parameters::from_json(&operations)?;
    let map = named("map", parts.next_field().await)?.bytes().await.map_err(|error| unreadable(&error))?;
    let mut map = Map::from_json(&map)?;

    let mut uploads = Uploads::default();
    while let Some(part) = parts.next_field().await.map_err(|error| unreadable(&error))? {
        let paths = part.name().and_then(|name| map.take(name)).ok_or_else(|| {
            Rejected::bad_request("A part of the multipart request is not named by \"map\", or stands twice.")
        })?;
        let file = UploadedFile {
            file_name: part.file_name().map(str::to_owned),
            content_type: part.content_type().map(ToString::to_string),
            bytes: part.bytes().await.map_err(|error| unreadable(&error))?,
        };
        let reference = uploads.add(file);
        for path in paths {
            put(&mut asked.request, &path, &reference)?;
        }
    }
    if !map.0.is_empty() {
        return Err(Rejected::bad_request("\"map\" names a file that did not come."));
    }
    Ok((asked, uploads))
}

/// Which variables each file stands for, by the name of its part.
struct Map(Vec<(String, Vec<String>)>);

impl Map {
    fn from_json(json: &[u8]) -> Result<Self, Rejected> {
        let wrong = || Rejected::bad_request("\"map\" must be an object of lists of paths.");
        let map: serde_json::Map<String, Json> = serde_json::from_slice(json).map_err(|_| wrong())?;
        let map = map
            .into_iter()
            .map(|(name, paths)| Ok((name, serde_json::from_value::<Vec<String>>(paths).map_err(|_| wrong())?)))
            .collect::<Result<Vec<_>, Rejected>>()?;
        if map.len() > FILES || map.iter().map(|(_, paths)| paths.len()).sum::<usize>() > PATHS {
            return Err(Rejected::too_large("Too many files come with the request."));
        }
        Ok(Self(map))
    }

    fn take(&mut self, name: &str) -> Option<Vec<String>> {
        let index = self.0.iter().position(|(known, _)| known == name)?;
        Some(self.0.swap_remove(index).1)
    }
}

/// Puts a reference where a path points; a null must stand there, as the specification has it.
fn put(request: &mut Request, path: &str, reference: &Value) -> Result<(), Rejected> {
    let place = path.strip_prefix("variables.").and_then(|path| {
        let mut segments = path.split('.');
        let variable = request.variables.get_mut(segments.next()?)?;
        segments.try_fold(variable, |value, segment| match value {
            Value::Object(fields) => fields.get_mut(segment),
            Value::List(items) => items.get_mut(segment.parse::<usize>().ok()?),
            _ => None,
        })
    });
    match place {
        Some(place @ Value::Null) => {
            *place = reference.clone();
            Ok(())
        }
        Some(_) | None => Err(Rejected::bad_request("\"map\" has a path that leads to no null in \"variables\".")),
    }
}

/// The next part, which must have this name: the specification orders `operations`, `map`, files.
fn named(name: &str, part: multer::Result<Option<Field<'static>>>) -> Result<Field<'static>, Rejected> {
    part.map_err(|error| unreadable(&error))?
        .filter(|part| part.name() == Some(name))
        .ok_or_else(|| Rejected::bad_request(format!("The part \"{name}\" of the multipart request is missing.")))
}

fn unreadable(error: &multer::Error) -> Rejected {
    match error {
        multer::Error::FieldSizeExceeded { .. } | multer::Error::StreamSizeExceeded { .. } => {
            Rejected::too_large("The request is too large.")
        }
        _ => Rejected::bad_request("The multipart request cannot be read."),
    }
}

fn as_u64(bytes: usize) -> u64 {
    u64::try_from(bytes).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::hostile::texts;

    const GOOD: &str = concat!(
        "--x\r\ncontent-disposition: form-data; name=\"operations\"\r\n\r\n",
        "{\"query\":\"{ a }\",\"variables\":{\"a\":null,\"b\":[null]}}\r\n",
        "--x\r\ncontent-disposition: form-data; name=\"map\"\r\n\r\n",
        "{\"0\":[\"variables.a\"],\"1\":[\"variables.b.0\"]}\r\n",
        "--x\r\ncontent-disposition: form-data; name=\"0\"; filename=\"a\"\r\n\r\nbytes\r\n",
        "--x\r\ncontent-disposition: form-data; name=\"1\"; filename=\"b\"\r\ncontent-type: image/png\r\n\r\n\0\r\n--x--\r\n",
    );

    fn read(body: &[u8], boundary: &str) -> Result<(Asked, Uploads), Rejected> {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(super::read(body.to_vec().into(), boundary.to_owned(), &BodyLimits::default()))
    }

    #[test]
    fn a_request_that_is_cut_is_refused() {
        assert!(read(GOOD.as_bytes(), "x").is_ok());
        // What ends the last part is there, so only what follows it may be missing.
        for length in 0..GOOD.len() - "--\r\n".len() {
            assert!(read(&GOOD.as_bytes()[..length], "x").is_err(), "{length}");
        }
    }

    proptest! {
        #[test]
        fn no_body_and_no_boundary_makes_reading_them_panic(
            body in texts(&[GOOD]),
            boundary in texts(&["x", "--"]),
            bytes: Vec<u8>,
        ) {
            let body = body.as_bytes();
            for (body, boundary) in [(body, "x"), (body, &boundary), (&bytes, &boundary)] {
                // Nothing is read that has not both parts of a request.
                let names = ["operations", "map"].map(|name| String::from_utf8_lossy(body).contains(name));
                prop_assert!(read(body, boundary).is_err() || names == [true, true]);
            }
        }
    }
}
