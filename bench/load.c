// Many WebSocket clients in one thread, for measuring the server: each opens /live, says what it
// watches and notes when it first saw each seq. Loopback only, bounded in number and in time.
//
// load -p PORT -n SOCKETS -k LAST_SEQ [-w FIRST_MESSAGE] [-m SECOND_MESSAGE] [-s STUCK] [-c AT_ONCE]
//      [-T SECONDS] [-o ARRIVALS] [-f FIRST_MESSAGES]
//
// FIRST_MESSAGES is a file with one first message a line, the sockets' in order.
// The first STUCK sockets stop reading after their first view. ARRIVALS gets SOCKETS x LAST_SEQ
// times (native uint64, ns of CLOCK_MONOTONIC, 0 = never). One line of JSON on stdout at the end.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { MOST_SOCKETS = 20000, MOST_EVENTS = 100000, EVENTS = 512, KEPT = 128, ADDRESSES = 8 };
enum state { CONNECTING, OPENING, OPEN, CLOSED };

typedef struct {
  int fd;
  enum state state;
  int matched;           // bytes of the empty line that ends the head
  uint8_t head[10];      // of the frame that is being read
  int head_size;
  uint64_t left;         // bytes of its payload still to come
  char kept[KEPT + 1];   // the payload's beginning
  int kept_size;
  long seq;              // the highest that was seen, -1 before the first view
} Client;

static int sockets = 100, last_seq = 0, stuck = 0, at_once = 256, port = 0;
static double seconds = 60;
static const char *first_message = "{\"watch\":[\"zone/a\"]}", *second_message = NULL, *out = NULL;
static const char *messages = NULL;
static char **firsts = NULL;
static Client *clients;
static uint64_t *arrivals;
static int poller, opened, opening, closed, failed, done;
static long frames;

static uint64_t now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (uint64_t)t.tv_sec * 1000000000ull + (uint64_t)t.tv_nsec;
}

static void die(const char *why) {
  perror(why);
  exit(1);
}

static void put(Client *c, const char *bytes, size_t size) {
  if (send(c->fd, bytes, size, MSG_NOSIGNAL) != (ssize_t)size) failed++;
}

static void say(Client *c, int opcode, const char *text, size_t size) {
  char frame[1024] = {(char)(0x80 | opcode)};
  size_t at = 2;
  if (size > sizeof frame - 8) die("message too long");
  if (size < 126) {
    frame[1] = (char)(0x80 | size);
  } else {
    frame[1] = (char)(0x80 | 126);
    frame[at++] = (char)(size >> 8);
    frame[at++] = (char)size;
  }
  at += 4;  // a mask of zeros
  memcpy(frame + at, text, size);
  put(c, frame, at + size);
}

static void watch(Client *c, uint32_t what, int change) {
  struct epoll_event e = {.events = what, .data.u32 = (uint32_t)(c - clients)};
  if (epoll_ctl(poller, change, c->fd, &e)) die("epoll_ctl");
}

static void lose(Client *c) {
  if (c->state < OPEN) opening--;
  c->state = CLOSED;
  close(c->fd);
  closed++;
}

static void begin(Client *c, int index) {
  int one = 1, small = 4096;
  struct linger reset = {1, 0};
  struct sockaddr_in from = {.sin_family = AF_INET}, to = from;
  c->seq = -1;
  c->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  if (c->fd < 0) die("socket");
  setsockopt(c->fd, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
  setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  setsockopt(c->fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &one, sizeof one);
  if (index < stuck) setsockopt(c->fd, SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
  from.sin_addr.s_addr = htonl(INADDR_LOOPBACK + 1 + (uint32_t)(index % ADDRESSES));
  if (bind(c->fd, (void *)&from, sizeof from)) die("bind");
  to.sin_port = htons((uint16_t)port);
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  opening++;
  if (connect(c->fd, (void *)&to, sizeof to) && errno != EINPROGRESS) {
    failed++;
    lose(c);
    return;
  }
  watch(c, EPOLLOUT, EPOLL_CTL_ADD);
}

static void connected(Client *c) {
  int error = 0;
  socklen_t size = sizeof error;
  char head[256];
  getsockopt(c->fd, SOL_SOCKET, SO_ERROR, &error, &size);
  if (error) {
    failed++;
    lose(c);
    return;
  }
  // The key of RFC 6455's example, so that the C server need not know SHA-1.
  int n = snprintf(head, sizeof head,
                   "GET /live HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUpgrade: websocket\r\n"
                   "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                   "Sec-WebSocket-Version: 13\r\n\r\n", port);
  c->state = OPENING;
  watch(c, EPOLLIN, EPOLL_CTL_MOD);
  put(c, head, (size_t)n);
}

static void saw(Client *c, long seq, uint64_t when) {
  long index = c - clients;
  if (seq > last_seq) seq = last_seq;
  if (arrivals)
    for (long s = c->seq < 0 ? 1 : c->seq + 1; s <= seq; s++)
      arrivals[index * last_seq + s - 1] = when;
  if (c->seq < last_seq && seq >= last_seq) done++;
  if (c->seq < 0) {
    if (second_message) say(c, 1, second_message, strlen(second_message));
    if (index < stuck) watch(c, 0, EPOLL_CTL_DEL);
  }
  if (seq > c->seq) c->seq = seq;
}

static void end_of_frame(Client *c, uint64_t when) {
  int opcode = c->head[0] & 15;
  c->kept[c->kept_size] = 0;
  if (opcode == 9) {
    say(c, 10, c->kept, (size_t)c->kept_size);
  } else if (opcode == 1) {
    char *seq = strstr(c->kept, "\"seq\":");
    frames++;
    if (seq) saw(c, atol(seq + 6), when);
  }
}

static int head_needs(const Client *c) {
  int size = c->head_size < 2 ? 0 : c->head[1] & 127;
  return size == 127 ? 10 : size == 126 ? 4 : 2;
}

static uint64_t payload_size(const Client *c) {
  int need = head_needs(c);
  uint64_t size = 0;
  if (need == 2) return c->head[1] & 127;
  for (int i = 2; i < need; i++) size = size << 8 | c->head[i];
  return size;
}

static void read_frames(Client *c, const char *bytes, int size, uint64_t when) {
  for (int at = 0; at < size;) {
    if (!c->left) {
      c->head[c->head_size++] = (uint8_t)bytes[at++];
      if (c->head_size < head_needs(c)) continue;
      c->left = payload_size(c);
      c->kept_size = 0;
    } else {
      int part = (uint64_t)(size - at) < c->left ? size - at : (int)c->left;
      int keep = part < KEPT - c->kept_size ? part : KEPT - c->kept_size;
      memcpy(c->kept + c->kept_size, bytes + at, (size_t)keep);
      c->kept_size += keep;
      at += part;
      c->left -= (uint64_t)part;
    }
    if (!c->left) {
      c->head_size = 0;
      end_of_frame(c, when);
    }
  }
}

static void received(Client *c, const char *bytes, int size) {
  int at = 0;
  if (c->state == OPENING) {
    for (; at < size && c->matched < 4; at++)
      c->matched = bytes[at] == "\r\n\r\n"[c->matched] ? c->matched + 1 : bytes[at] == '\r';
    if (c->matched < 4) return;
    if (size > 12 && memcmp(bytes, "HTTP/1.1 101", 12)) {
      failed++;
      lose(c);
      return;
    }
    c->state = OPEN;
    opened++;
    opening--;
    const char *first = firsts ? firsts[c - clients] : first_message;
    say(c, 1, first, strlen(first));
  }
  read_frames(c, bytes + at, size - at, now());
}

static void ready(Client *c) {
  static char bytes[65536];
  if (c->state == CLOSED) return;
  if (c->state == CONNECTING) {
    connected(c);
    return;
  }
  ssize_t size = recv(c->fd, bytes, sizeof bytes, 0);
  if (size > 0)
    received(c, bytes, (int)size);
  else if (size == 0 || (errno != EAGAIN && errno != EINTR))
    lose(c);
}

static void options(int count, char **words) {
  for (int o; (o = getopt(count, words, "p:n:k:w:m:s:c:T:o:f:")) != -1;) switch (o) {
      case 'p': port = atoi(optarg); break;
      case 'n': sockets = atoi(optarg); break;
      case 'k': last_seq = atoi(optarg); break;
      case 'w': first_message = optarg; break;
      case 'm': second_message = optarg; break;
      case 's': stuck = atoi(optarg); break;
      case 'c': at_once = atoi(optarg); break;
      case 'T': seconds = atof(optarg); break;
      case 'o': out = optarg; break;
      case 'f': messages = optarg; break;
      default: exit(2);
    }
  if (port < 1 || sockets < 1 || sockets > MOST_SOCKETS || last_seq < 0 ||
      last_seq > MOST_EVENTS || seconds > 600 || stuck > sockets) {
    fprintf(stderr, "load: a number is out of bounds\n");
    exit(2);
  }
}

static void read_messages(void) {
  char line[1024];
  FILE *file = fopen(messages, "r");
  if (!file) die(messages);
  firsts = calloc((size_t)sockets, sizeof *firsts);
  for (int i = 0; i < sockets; i++) {
    if (!fgets(line, sizeof line, file)) die("too few first messages");
    line[strcspn(line, "\n")] = 0;
    firsts[i] = strdup(line);
  }
  fclose(file);
}

int main(int count, char **words) {
  options(count, words);
  if (messages) read_messages();
  clients = calloc((size_t)sockets, sizeof *clients);
  if (out) arrivals = calloc((size_t)sockets * (size_t)last_seq, sizeof *arrivals);
  poller = epoll_create1(0);
  struct epoll_event events[EVENTS];
  uint64_t start = now(), end = start + (uint64_t)(seconds * 1e9);
  int begun = 0;
  while (now() < end && closed < sockets && done < sockets - stuck) {
    for (; begun < sockets && opening < at_once; begun++) begin(&clients[begun], begun);
    int n = epoll_wait(poller, events, EVENTS, 100);
    for (int i = 0; i < n; i++) ready(&clients[events[i].data.u32]);
  }
  double took = (double)(now() - start) / 1e9;
  if (out) {
    FILE *file = fopen(out, "wb");
    if (!file) die(out);
    fwrite(arrivals, sizeof *arrivals, (size_t)sockets * (size_t)last_seq, file);
    fclose(file);
  }
  struct rusage use;
  getrusage(RUSAGE_SELF, &use);
  double cpu = (double)use.ru_utime.tv_sec + (double)use.ru_stime.tv_sec +
               (double)(use.ru_utime.tv_usec + use.ru_stime.tv_usec) / 1e6;
  printf("{\"opened\":%d,\"closed\":%d,\"failed\":%d,\"done\":%d,\"frames\":%ld,\"took\":%.3f,"
         "\"cpu\":%.3f}\n", opened, closed, failed, done, frames, took, cpu);
  return 0;
}
