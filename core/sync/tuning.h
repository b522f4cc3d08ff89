// Every constant of the sync, with its unit and its reason.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace soban::sync {

// Versions of the protocol this program speaks. A peer one version away either way is served.
inline constexpr std::uint32_t kProtocolMin = 1;
inline constexpr std::uint32_t kProtocolMax = 2;
// Since which attachments travel.
inline constexpr std::uint32_t kProtocolAttachments = 2;

// Entries of one batch, before compression. Starts where a cut on a 2G line (30 kbit/s, about 10 KB of such a batch)
// costs seconds, and grows while acknowledgements come quickly, because zstd packs long runs better.
inline constexpr std::size_t kBatchBytesMin = 16 << 10;
inline constexpr std::size_t kBatchBytesStart = 256 << 10;
inline constexpr std::size_t kBatchBytesMax = 1 << 20;
inline constexpr std::int64_t kAckQuickMs = 500;  // quicker: double the batch
inline constexpr std::int64_t kAckSlowMs = 4000;  // slower: halve it

// One entry. The largest honest one (a long note in every field) is some 20 KB.
inline constexpr std::size_t kEntryBytesMax = 256 << 10;
// What a receiver accepts as one batch before and after decompression; a sender's soft limit plus one entry fits.
inline constexpr std::size_t kBatchRawBytesLimit = 2 << 20;
// The same as columns (columns.h), which cost a few bytes more where the entries have nothing in common.
inline constexpr std::size_t kBatchBlockBytesLimit = 2 * kBatchRawBytesLimit;
inline constexpr std::size_t kFrameBytesLimit = 2 << 20;
inline constexpr std::size_t kBatchEntriesLimit = 100'000;

// Entry bytes sent and not yet acknowledged, each way: a slow receiver slows the sender, and a hub with many sessions
// holds at most this much of each.
inline constexpr std::size_t kWindowBytes = 2 << 20;

// One piece of an attachment: what a cut costs, and how long a record typed meanwhile waits on a 2G line (4 s at 30 kbit/s).
inline constexpr std::int64_t kPieceBytes = 16 << 10;
// Pieces asked for at once, so that a slow line does not idle for its delay; with those still being kept; and how many
// questions a peer may have open.
inline constexpr std::size_t kPiecesAsked = 2;
inline constexpr std::size_t kPiecesInHand = 4;
inline constexpr std::size_t kPiecesAskedLimit = 16;
// Attachments that one side tells the other of in one session.
inline constexpr std::size_t kAttachmentsTold = 10'000;
// Attachments that are looked up at once.
inline constexpr std::size_t kAttachmentsLooked = 32;

// Logs named in one Hello: a village's devices over many years of replaced laptops.
inline constexpr std::size_t kHeadsLimit = 10'000;

inline constexpr int kZstdLevel = 3;

// Reconnecting: after a failure the n-th wait is drawn from [d/2, d], d = first · 2^n, at most max, so that villages
// do not come back in step when the hub does. A network that appears is tried at once.
inline constexpr std::chrono::milliseconds kReconnectFirst{1000};
inline constexpr std::chrono::milliseconds kReconnectMax{120'000};
// How often the agent looks whether an interface came up, and how soon it then tries.
inline constexpr std::chrono::milliseconds kNetworkPoll{2000};

// Before any of it, a connection that has not finished its handshake is dropped.
inline constexpr std::chrono::milliseconds kHandshakeTimeout{20'000};

}  // namespace soban::sync
