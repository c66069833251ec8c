//! A PDF as a tree of objects: opening, decryption with the empty password, the page tree, decoded streams.
//! Every stream is unpacked against one budget for the whole file. Never looks at text.

use std::cell::Cell;
use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

use lopdf::{DecompressError, Dictionary, Document, LoadOptions, Object, ObjectId, Stream};
use memchr::memmem;

use super::geometry::{Matrix, Rectangle};
use crate::{Format, ReadError};

/// Bytes that all streams read for text may unpack to together.
const UNPACKED_BYTES: usize = 256 * 1024 * 1024;
/// Bytes that the object streams may unpack to together while the file is opened.
const OPENING_BYTES: usize = 512 * 1024 * 1024;
/// Bytes that a single object stream may always have; real ones hold a hundred objects or two.
const OBJECT_STREAM_BYTES: usize = 512 * 1024;
/// A stream's share of the budget beyond its bytes, so that empty forms that call each other also come to an end.
const STREAM_COST: usize = 4 * 1024;
const PAGES: usize = 20_000;
/// Letter paper, as the standard has it for a page that names no box.
const DEFAULT_BOX: Rectangle = Rectangle { left: 0.0, bottom: 0.0, right: 612.0, top: 792.0 };

/// An opened file.
pub(super) struct File {
    document: Document,
    budget: Cell<usize>,
}

/// One page with what it inherits.
pub(super) struct Page<'a> {
    /// Its own resources.
    pub(super) resources: Option<&'a Dictionary>,
    /// Its content streams in order.
    pub(super) contents: Vec<&'a Stream>,
    /// From page space to upright space with the origin at the lower left corner.
    pub(super) upright: Matrix,
    /// The upright page.
    pub(super) bounds: Rectangle,
}

/// What a page passes on to the pages below it.
#[derive(Clone, Copy, Default)]
struct Inherited<'a> {
    resources: Option<&'a Dictionary>,
    media_box: Option<Rectangle>,
    crop_box: Option<Rectangle>,
    rotate: i64,
}

impl File {
    pub(super) fn open(bytes: &[u8]) -> Result<Self, ReadError> {
        let object_streams = memmem::find_iter(bytes, b"ObjStm").count().max(1);
        let options =
            LoadOptions::with_max_decompressed_size((OPENING_BYTES / object_streams).max(OBJECT_STREAM_BYTES));
        // The parser is a foreign library: should a crafted file still make it panic, the file is to blame.
        let loaded = catch_unwind(AssertUnwindSafe(|| Document::load_mem_with_options(bytes, options)));
        let document = match loaded {
            Ok(Ok(document)) => document,
            Ok(Err(error)) => return Err(opening_error(&error)),
            Err(_) => return Err(damaged("its objects contradict each other")),
        };
        if document.is_encrypted() {
            return Err(ReadError::Encrypted { format: Format::Pdf });
        }
        Ok(Self { document, budget: Cell::new(UNPACKED_BYTES) })
    }

    /// The pages in order.
    pub(super) fn pages(&self) -> Result<Vec<Page<'_>>, ReadError> {
        let mut pages = Vec::new();
        let mut seen = HashSet::new();
        let root = self.document.catalog().ok().and_then(|catalog| catalog.get(b"Pages").ok());
        let mut open: Vec<(&Object, Inherited<'_>)> =
            root.map(|root| (root, Inherited::default())).into_iter().collect();
        while let Some((node, inherited)) = open.pop() {
            if matches!(node, Object::Reference(id) if !seen.insert(*id)) {
                continue;
            }
            let Some(dictionary) = self.dictionary(node) else { continue };
            let inherited = self.inherit(dictionary, inherited);
            if let Some(kids) = self.get(dictionary, b"Kids").and_then(array) {
                open.extend(kids.iter().rev().map(|kid| (kid, inherited)));
            } else {
                pages.push(self.page(dictionary, inherited));
            }
            if pages.len() > PAGES || open.len() > PAGES {
                return Err(limit(&format!("more than {PAGES} pages")));
            }
        }
        if pages.is_empty() {
            pages = self.stray_pages();
        }
        if pages.is_empty() { Err(damaged("it has no pages")) } else { Ok(pages) }
    }

    /// Pages of a file whose page tree is lost, in the order of their object numbers.
    fn stray_pages(&self) -> Vec<Page<'_>> {
        let dictionaries = self.document.objects.values().filter_map(|object| object.as_dict().ok());
        let pages = dictionaries.filter(|dictionary| dictionary.has_type(b"Page")).take(PAGES);
        pages.map(|dictionary| self.page(dictionary, self.inherit(dictionary, Inherited::default()))).collect()
    }

    fn inherit<'a>(&'a self, node: &'a Dictionary, above: Inherited<'a>) -> Inherited<'a> {
        Inherited {
            resources: self.get_dictionary(node, b"Resources").or(above.resources),
            media_box: self.rectangle(node, b"MediaBox").or(above.media_box),
            crop_box: self.rectangle(node, b"CropBox").or(above.crop_box),
            rotate: self.get(node, b"Rotate").and_then(|object| object.as_i64().ok()).unwrap_or(above.rotate),
        }
    }

    fn page<'a>(&'a self, node: &'a Dictionary, inherited: Inherited<'a>) -> Page<'a> {
        let contents = match self.get(node, b"Contents") {
            Some(Object::Stream(stream)) => vec![stream],
            Some(Object::Array(parts)) => parts.iter().filter_map(|part| self.stream(part)).collect(),
            _ => Vec::new(),
        };
        let media_box = inherited.media_box.unwrap_or(DEFAULT_BOX);
        let visible = inherited.crop_box.map_or(media_box, |crop_box| crop_box.intersection(media_box));
        let visible = if visible.is_empty() { DEFAULT_BOX } else { visible };
        let (upright, bounds) = visible.turned(inherited.rotate);
        Page { resources: inherited.resources, contents, upright, bounds }
    }

    fn rectangle(&self, node: &Dictionary, key: &[u8]) -> Option<Rectangle> {
        let corners = self.get(node, key).and_then(array)?;
        let corners: Vec<f32> = corners.iter().filter_map(|corner| self.number(corner)).collect();
        let [x0, y0, x1, y1] = corners[..] else { return None };
        let rectangle = Rectangle { left: x0.min(x1), bottom: y0.min(y1), right: x0.max(x1), top: y0.max(y1) };
        (!rectangle.is_empty()).then_some(rectangle)
    }

    /// The object that a reference leads to; any other object is itself.
    pub(super) fn resolve<'a>(&'a self, object: &'a Object) -> Option<&'a Object> {
        self.document.dereference(object).ok().map(|(_, found)| found)
    }

    /// A dictionary's entry, resolved. `null` is nothing.
    pub(super) fn get<'a>(&'a self, dictionary: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
        let found = self.resolve(dictionary.get(key).ok()?)?;
        (!found.is_null()).then_some(found)
    }

    /// A dictionary's entry that is itself a dictionary.
    pub(super) fn get_dictionary<'a>(&'a self, dictionary: &'a Dictionary, key: &[u8]) -> Option<&'a Dictionary> {
        self.get(dictionary, key).and_then(|object| self.dictionary(object))
    }

    /// A dictionary's entry that is a name.
    pub(super) fn get_name<'a>(&'a self, dictionary: &'a Dictionary, key: &[u8]) -> Option<&'a [u8]> {
        self.get(dictionary, key)?.as_name().ok()
    }

    /// A dictionary's entry that is a number.
    pub(super) fn get_number(&self, dictionary: &Dictionary, key: &[u8]) -> Option<f32> {
        self.number(dictionary.get(key).ok()?)
    }

    pub(super) fn dictionary<'a>(&'a self, object: &'a Object) -> Option<&'a Dictionary> {
        match self.resolve(object)? {
            Object::Dictionary(dictionary) => Some(dictionary),
            Object::Stream(stream) => Some(&stream.dict),
            _ => None,
        }
    }

    pub(super) fn stream<'a>(&'a self, object: &'a Object) -> Option<&'a Stream> {
        self.resolve(object)?.as_stream().ok()
    }

    pub(super) fn number(&self, object: &Object) -> Option<f32> {
        self.resolve(object)?.as_float().ok().filter(|number| number.is_finite())
    }

    /// The identity of an entry that is a reference, to remember what was made of it.
    pub(super) fn reference(dictionary: &Dictionary, key: &[u8]) -> Option<ObjectId> {
        dictionary.get(key).ok()?.as_reference().ok()
    }

    /// A stream's bytes, unpacked. `None` if they are damaged.
    ///
    /// # Errors
    /// When the file's budget is used up.
    pub(super) fn unpack(&self, stream: &Stream) -> Result<Option<Vec<u8>>, ReadError> {
        let left = self.budget.get();
        let unpacked = catch_unwind(AssertUnwindSafe(|| stream.decompressed_content_with_limit(left)));
        let bytes = match unpacked {
            Ok(Ok(bytes)) => bytes,
            Ok(Err(lopdf::Error::Decompress(DecompressError::MemoryLimitExceeded { .. }))) => {
                return Err(too_much_unpacked());
            }
            Ok(Err(_)) | Err(_) => return Ok(None),
        };
        self.budget.set(left.checked_sub(bytes.len() + STREAM_COST).ok_or_else(too_much_unpacked)?);
        Ok(Some(bytes))
    }
}

fn array(object: &Object) -> Option<&Vec<Object>> {
    object.as_array().ok()
}

fn opening_error(error: &lopdf::Error) -> ReadError {
    match error {
        lopdf::Error::Decompress(DecompressError::MemoryLimitExceeded { limit: bytes }) => {
            limit(&format!("an object stream unpacks to more than {bytes} bytes"))
        }
        lopdf::Error::InvalidPassword | lopdf::Error::Decryption(_) | lopdf::Error::UnsupportedSecurityHandler(_) => {
            ReadError::Encrypted { format: Format::Pdf }
        }
        other => damaged(&other.to_string()),
    }
}

fn too_much_unpacked() -> ReadError {
    limit(&format!("its streams unpack to more than {UNPACKED_BYTES} bytes"))
}

pub(super) fn limit(reason: &str) -> ReadError {
    ReadError::Limit { format: Format::Pdf, reason: reason.to_owned() }
}

fn damaged(reason: &str) -> ReadError {
    ReadError::Damaged { format: Format::Pdf, reason: reason.to_owned() }
}
