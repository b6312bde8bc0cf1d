// A peer whose SCTP is usrsctp, over UDP encapsulation. README.md describes its commands and events.

#include <arpa/inet.h>
#include <errno.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <usrsctp.h>

enum { largest_message = 4 << 20 };

static struct socket *peer;
static bool echoes;
// Locked while the peer does not receive.
static pthread_mutex_t pausing = PTHREAD_MUTEX_INITIALIZER;

static void die(const char *operation) {
  perror(operation);
  exit(1);
}

// Writes one line at once, because two threads write events.
static void report(const char *format, ...) {
  va_list values;
  va_start(values, format);
  flockfile(stdout);
  vprintf(format, values);
  putchar('\n');
  fflush(stdout);
  funlockfile(stdout);
  va_end(values);
}

static void set(int option, const void *value, socklen_t size) {
  if (usrsctp_setsockopt(peer, IPPROTO_SCTP, option, value, size) < 0) die("usrsctp_setsockopt");
}

static struct sockaddr_in loopback(unsigned port) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

// ---- the socket

static void subscribe(uint16_t type) {
  struct sctp_event event = {.se_assoc_id = SCTP_FUTURE_ASSOC, .se_type = type, .se_on = 1};
  set(SCTP_EVENT, &event, sizeof event);
}

// Gives up a peer that does not answer within a few seconds.
static void use_short_timeouts(void) {
  struct sctp_rtoinfo timeouts = {.srto_initial = 200, .srto_max = 400, .srto_min = 100};
  set(SCTP_RTOINFO, &timeouts, sizeof timeouts);
}

static void set_buffer(int option, int size) {
  if (usrsctp_setsockopt(peer, SOL_SOCKET, option, &size, sizeof size) < 0) die("usrsctp_setsockopt");
}

static void open_socket(unsigned kernels_udp_port, unsigned port) {
  peer = usrsctp_socket(AF_INET, SOCK_SEQPACKET, IPPROTO_SCTP, NULL, NULL, 0, NULL);
  if (!peer) die("usrsctp_socket");
  set_buffer(SO_SNDBUF, largest_message);
  set_buffer(SO_RCVBUF, largest_message);
  const int on = 1;
  set(SCTP_NODELAY, &on, sizeof on);
  set(SCTP_RECVRCVINFO, &on, sizeof on);
  // One message at a time is delivered in part, so one buffer suffices.
  const int level = 0;
  set(SCTP_FRAGMENT_INTERLEAVE, &level, sizeof level);
  struct sctp_udpencaps encapsulation = {.sue_port = htons(kernels_udp_port)};
  encapsulation.sue_address.ss_family = AF_INET;
  set(SCTP_REMOTE_UDP_ENCAPS_PORT, &encapsulation, sizeof encapsulation);
  struct sctp_assoc_value reset = {.assoc_id = SCTP_FUTURE_ASSOC, .assoc_value = SCTP_ENABLE_RESET_STREAM_REQ};
  set(SCTP_ENABLE_STREAM_RESET, &reset, sizeof reset);
  struct sctp_initmsg streams = {.sinit_num_ostreams = 16, .sinit_max_instreams = 16};
  set(SCTP_INITMSG, &streams, sizeof streams);
  use_short_timeouts();
  subscribe(SCTP_ASSOC_CHANGE);
  subscribe(SCTP_SHUTDOWN_EVENT);
  subscribe(SCTP_STREAM_RESET_EVENT);
  struct sockaddr_in address = loopback(port);
  if (usrsctp_bind(peer, (struct sockaddr *)&address, sizeof address) < 0) die("usrsctp_bind");
  if (usrsctp_listen(peer, 16) < 0) die("usrsctp_listen");
}

// ---- messages

static const char *order(uint16_t flags) { return flags & SCTP_UNORDERED ? "unordered" : "ordered"; }

static uint64_t hash(const uint8_t *bytes, size_t count) {
  uint64_t hash = 0xcbf29ce484222325;
  for (size_t i = 0; i < count; i++) hash = (hash ^ bytes[i]) * 0x100000001b3;
  return hash;
}

static int transmit(const void *bytes, size_t count, struct sctp_sndinfo info) {
  ssize_t sent = usrsctp_sendv(peer, bytes, count, NULL, 0, &info, sizeof info, SCTP_SENDV_SNDINFO, 0);
  return sent < 0 ? -1 : 0;
}

static void handle_message(const uint8_t *bytes, size_t count, const struct sctp_rcvinfo *info) {
  report("message %u %u %u %s %zu %016llx", info->rcv_assoc_id, info->rcv_sid, ntohl(info->rcv_ppid),
         order(info->rcv_flags), count, (unsigned long long)hash(bytes, count));
  if (!__atomic_load_n(&echoes, __ATOMIC_ACQUIRE)) return;
  struct sctp_sndinfo back = {.snd_sid = info->rcv_sid, .snd_ppid = info->rcv_ppid};
  back.snd_flags = info->rcv_flags & SCTP_UNORDERED;
  back.snd_assoc_id = info->rcv_assoc_id;
  // The association may have ended meanwhile.
  if (transmit(bytes, count, back) < 0) report("failed %d", errno);
}

static void handle_change(const struct sctp_assoc_change *change) {
  static const char *const names[] = {NULL, "up", "lost", "restart", "complete", "unreachable"};
  if (change->sac_state <= SCTP_CANT_STR_ASSOC) {
    report("%s %u %u %u", names[change->sac_state], change->sac_assoc_id, change->sac_inbound_streams,
           change->sac_outbound_streams);
  }
}

static void handle_notification(const union sctp_notification *notification) {
  switch (notification->sn_header.sn_type) {
    case SCTP_ASSOC_CHANGE: handle_change(&notification->sn_assoc_change); break;
    case SCTP_SHUTDOWN_EVENT: report("peer-shutdown %u", notification->sn_shutdown_event.sse_assoc_id); break;
    case SCTP_STREAM_RESET_EVENT: {
      bool is_own = notification->sn_strreset_event.strreset_flags & SCTP_STREAM_RESET_OUTGOING_SSN;
      report("%s %u", is_own ? "own-reset" : "reset", notification->sn_strreset_event.strreset_assoc_id);
      break;
    }
  }
}

static void *receive(void *unused) {
  static uint8_t bytes[largest_message];
  size_t count = 0;
  for (;;) {
    pthread_mutex_lock(&pausing);
    pthread_mutex_unlock(&pausing);
    struct sctp_rcvinfo info = {0};
    struct sockaddr_in from;
    socklen_t from_size = sizeof from, info_size = sizeof info;
    unsigned type;
    int flags = 0;
    ssize_t got = usrsctp_recvv(peer, bytes + count, sizeof bytes - count, (struct sockaddr *)&from, &from_size, &info,
                                &info_size, &type, &flags);
    if (got < 0) die("usrsctp_recvv");
    if (flags & MSG_NOTIFICATION) {
      // It may come between two parts of a message, and is then behind the parts in the buffer.
      union sctp_notification notification = {0};
      memcpy(&notification, bytes + count, (size_t)got < sizeof notification ? (size_t)got : sizeof notification);
      // The rest of a message does not follow the end of its association.
      if (notification.sn_header.sn_type == SCTP_ASSOC_CHANGE) count = 0;
      handle_notification(&notification);
      continue;
    }
    count += got;
    if (!(flags & MSG_EOR)) continue;
    handle_message(bytes, count, &info);
    count = 0;
  }
  return unused;
}

// ---- commands

static int connect_to(unsigned port) {
  struct sockaddr_in address = loopback(port);
  return usrsctp_connect(peer, (struct sockaddr *)&address, sizeof address);
}

static int send_message(struct sctp_sndinfo info, size_t size, unsigned seed) {
  uint8_t *bytes = malloc(size);
  if (!bytes) die("malloc");
  for (size_t i = 0; i < size; i++) {
    size_t place = i % 4093;
    bytes[i] = (uint8_t)(place * 31 + (place >> 8) * 7 + seed);
  }
  int result = transmit(bytes, size, info);
  free(bytes);
  return result;
}

static int reset_stream(unsigned association, unsigned stream) {
  size_t size = sizeof(struct sctp_reset_streams) + sizeof(uint16_t);
  struct sctp_reset_streams *streams = calloc(1, size);
  if (!streams) die("calloc");
  streams->srs_assoc_id = association;
  streams->srs_flags = SCTP_STREAM_RESET_OUTGOING;
  streams->srs_number_streams = 1;
  streams->srs_stream_list[0] = stream;
  int result = usrsctp_setsockopt(peer, IPPROTO_SCTP, SCTP_RESET_STREAMS, streams, size);
  free(streams);
  return result;
}

// Shuts an association down, or aborts it.
static int end(unsigned association, uint16_t flag) {
  // usrsctp rejects a null pointer, even without bytes.
  return transmit("", 0, (struct sctp_sndinfo){.snd_assoc_id = association, .snd_flags = flag});
}

static int execute(const char *line, const char **event) {
  unsigned port, association, stream, protocol, seed;
  size_t size;
  char word[16];
  *event = "done";
  if (sscanf(line, "connect %u", &port) == 1) return connect_to(port);
  if (sscanf(line, "send %u %u %u %15s %zu %u", &association, &stream, &protocol, word, &size, &seed) == 6) {
    struct sctp_sndinfo info = {.snd_sid = stream, .snd_ppid = htonl(protocol), .snd_assoc_id = association};
    if (strcmp(word, "unordered") == 0) info.snd_flags = SCTP_UNORDERED;
    *event = "sent";
    return send_message(info, size, seed);
  }
  if (sscanf(line, "reset %u %u", &association, &stream) == 2) return reset_stream(association, stream);
  if (sscanf(line, "shutdown %u", &association) == 1) return end(association, SCTP_EOF);
  if (sscanf(line, "abort %u", &association) == 1) return end(association, SCTP_ABORT);
  if (strcmp(line, "echo\n") == 0) __atomic_store_n(&echoes, true, __ATOMIC_RELEASE);
  else if (strcmp(line, "pause\n") == 0) pthread_mutex_lock(&pausing);
  else if (strcmp(line, "resume\n") == 0) pthread_mutex_unlock(&pausing);
  else {
    errno = EINVAL;
    return -1;
  }
  return 0;
}

int main(int count, char **arguments) {
  if (count != 4) {
    fprintf(stderr, "usage: UserlandPeer UDP-PORT KERNELS-UDP-PORT SCTP-PORT\n");
    return 2;
  }
  // As root, usrsctp would also receive the packets of the kernel's associations, and answer them with ABORT.
  enum { nobody = 65534 };
  if (geteuid() == 0 && setuid(nobody) < 0) die("setuid");
  usrsctp_init(atoi(arguments[1]), NULL, NULL);
  open_socket(atoi(arguments[2]), atoi(arguments[3]));
  pthread_t receiver;
  if (pthread_create(&receiver, NULL, receive, NULL) != 0) die("pthread_create");
  report("ready %d", getpid());
  char line[256];
  while (fgets(line, sizeof line, stdin)) {
    const char *event;
    if (execute(line, &event) < 0) report("failed %d", errno);
    else report("%s", event);
  }
  // The process is gone as suddenly as with SIGKILL: usrsctp does not end the associations.
  _exit(0);
}
