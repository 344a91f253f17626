//! A connection as the answers to it leave.

use std::{
    io::{self, IoSlice},
    pin::Pin,
    task::{Context, Poll},
};

use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
};

/// What is copied into one piece before it is sent, at most: an answer of a page, with its head.
const PIECE: usize = 8 * 1024;

/// Sends what is small in one piece. An answer comes as its head and its body, and the system takes half a microsecond
/// longer over two pieces than over one, which is more than it takes to copy them together.
#[derive(Debug)]
pub(super) struct Stream(pub(super) TcpStream);

impl AsyncRead for Stream {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, read: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_read(context, read)
    }
}

impl AsyncWrite for Stream {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, piece: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.0).poll_write(context, piece)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        pieces: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let stream = Pin::new(&mut self.0);
        let length: usize = pieces.iter().map(|piece| piece.len()).sum();
        if pieces.len() > 1 && length <= PIECE {
            let mut whole = Vec::with_capacity(length);
            for piece in pieces {
                whole.extend_from_slice(piece);
            }
            stream.poll_write(context, &whole)
        } else {
            stream.poll_write_vectored(context, pieces)
        }
    }

    fn is_write_vectored(&self) -> bool {
        self.0.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use tokio::{
        io::{AsyncReadExt as _, AsyncWriteExt as _},
        net::TcpListener,
    };

    use super::*;

    #[tokio::test]
    async fn what_comes_in_pieces_arrives_whole_and_in_order_small_or_large() {
        for sizes in [&[0, 5][..], &[400, 250], &[1, PIECE - 1], &[1, PIECE], &[400, 300_000, 7, 0, 1]] {
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            let mut client = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
            let mut stream = Stream(listener.accept().await.unwrap().0);
            let pieces: Vec<Vec<u8>> = sizes.iter().zip(b'a'..).map(|(size, letter)| vec![letter; *size]).collect();
            let whole = pieces.concat();
            let reading = tokio::spawn(async move {
                let mut read = Vec::new();
                client.read_to_end(&mut read).await.map(|_| read)
            });
            let mut slices: Vec<IoSlice<'_>> = pieces.iter().map(|piece| IoSlice::new(piece)).collect();
            let mut left = slices.as_mut_slice();
            while !left.is_empty() {
                let count = stream.write_vectored(left).await.unwrap();
                IoSlice::advance_slices(&mut left, count);
            }
            stream.shutdown().await.unwrap();
            assert!(reading.await.unwrap().unwrap() == whole, "{sizes:?}");
        }
    }
}
