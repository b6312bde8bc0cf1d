// Sends and receives one message: sendmsg(2) with SCTP_SNDINFO, recvmsg(2) with SCTP_RCVINFO.

#ifndef MESSAGES_H
#define MESSAGES_H

#include "CBenchmarks.h"

// Defines IPPROTO_SCTP, which <netinet/sctp.h> uses.
#include <netinet/in.h>
#include <netinet/sctp.h>

#include <errno.h>
#include <string.h>
#include <sys/socket.h>

static inline int send_message(int fd, int32_t association, uint16_t stream, const void *payload, size_t length,
                               int flags) {
  struct iovec vector = {.iov_base = (void *)payload, .iov_len = length};
  union {
    char bytes[CMSG_SPACE(sizeof(struct sctp_sndinfo))];
    struct cmsghdr header;
  } control;
  control.header = (struct cmsghdr){
      .cmsg_len = CMSG_LEN(sizeof(struct sctp_sndinfo)), .cmsg_level = IPPROTO_SCTP, .cmsg_type = SCTP_SNDINFO};
  struct sctp_sndinfo info = {.snd_sid = stream, .snd_assoc_id = association};
  memcpy(CMSG_DATA(&control.header), &info, sizeof info);
  struct msghdr message = {
      .msg_iov = &vector,
      .msg_iovlen = 1,
      .msg_control = control.bytes,
      .msg_controllen = sizeof control.bytes,
  };
  ssize_t sent;
  do sent = sendmsg(fd, &message, MSG_NOSIGNAL | flags);
  while (sent < 0 && errno == EINTR);
  return sent < 0 ? -errno : 0;
}

static inline int read_info(struct msghdr *message, struct sctp_rcvinfo *info) {
  struct cmsghdr *header = CMSG_FIRSTHDR(message);
  if (!header || header->cmsg_level != IPPROTO_SCTP || header->cmsg_type != SCTP_RCVINFO) return -ENOTCONN;
  memcpy(info, CMSG_DATA(header), sizeof *info);
  return 0;
}

// Returns the length of the message. Skips notifications, and requests the source address as the Swift library does.
static inline ssize_t receive_message(int fd, void *buffer, size_t length, int flags, struct sctp_rcvinfo *info) {
  struct iovec vector = {.iov_base = buffer, .iov_len = length};
  union {
    char bytes[CMSG_SPACE(sizeof(struct sctp_rcvinfo))];
    struct cmsghdr header;
  } control;
  for (;;) {
    struct sockaddr_in6 source;
    struct msghdr message = {
        .msg_name = &source,
        .msg_namelen = sizeof source,
        .msg_iov = &vector,
        .msg_iovlen = 1,
        .msg_control = control.bytes,
        .msg_controllen = sizeof control.bytes,
    };
    ssize_t received = recvmsg(fd, &message, flags);
    if (received < 0 && errno == EINTR) continue;
    if (received < 0) return -errno;
    if (message.msg_flags & MSG_NOTIFICATION) continue;
    int result = read_info(&message, info);
    return result < 0 ? result : received;
  }
}

#endif
