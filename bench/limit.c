// The limit of what a server can do: accept, answer the handshake, send() one ready frame to each.
//
// limit SOCKETS EVENTS GAP_SECONDS FRAME_BYTES
//
// Prints "ready PORT", and one line of JSON at the end. Knows one handshake only, that of load.c.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { MOST_SOCKETS = 20000, BIGGEST = 60000, EVENTS = 512, DESCRIPTORS = 65536 };

static char frame[BIGGEST + 8];
static size_t frame_size;
static char state[DESCRIPTORS];

static double seconds(clockid_t clock) {
  struct timespec t;
  clock_gettime(clock, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void rest(double s) {
  struct timespec t = {(time_t)s, (long)((s - (double)(time_t)s) * 1e9)};
  if (s > 0) nanosleep(&t, NULL);
}

static void make_frame(int seq, int size) {
  memset(frame, 'p', sizeof frame);
  frame[0] = (char)0x81;
  frame[1] = 126;
  frame[2] = (char)(size >> 8);
  frame[3] = (char)size;
  int n = snprintf(frame + 4, BIGGEST, "{\"topic\":\"zone/a\",\"epoch\":1,\"seq\":%d,\"view\":\"", seq);
  frame[4 + n] = 'p';
  memcpy(frame + 4 + size - 2, "\"}", 2);
  frame_size = (size_t)size + 4;
}

static void send_frame(int fd) {
  if (send(fd, frame, frame_size, MSG_NOSIGNAL | MSG_DONTWAIT) != (ssize_t)frame_size)
    fprintf(stderr, "limit: a short write\n");
}

static int listen_somewhere(void) {
  int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  struct sockaddr_in at = {.sin_family = AF_INET};
  socklen_t size = sizeof at;
  at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (bind(fd, (void *)&at, sizeof at) || listen(fd, 4096)) exit(1);
  getsockname(fd, (void *)&at, &size);
  printf("ready %d\n", ntohs(at.sin_port));
  fflush(stdout);
  return fd;
}

static void admit(int listener, int poller) {
  for (int fd, one = 1; (fd = accept4(listener, 0, 0, SOCK_NONBLOCK)) >= 0;) {
    struct epoll_event e = {.events = EPOLLIN, .data.fd = fd};
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    epoll_ctl(poller, EPOLL_CTL_ADD, fd, &e);
    state[fd] = 0;
  }
}

// True once the client has said what it watches, and has its first view.
static int hear(int fd) {
  static const char answer[] =
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
      "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";
  char bytes[8192];
  if (recv(fd, bytes, sizeof bytes, 0) <= 0) {
    close(fd);
    return 0;
  }
  if (!state[fd]) {
    state[fd] = 1;
    send(fd, answer, sizeof answer - 1, MSG_NOSIGNAL);
    return 0;
  }
  send_frame(fd);
  return state[fd]++ == 1;
}

int main(int count, char **words) {
  if (count < 5) return 2;
  int sockets = atoi(words[1]), events = atoi(words[2]), size = atoi(words[4]), open = 0;
  double gap = atof(words[3]), end = seconds(CLOCK_MONOTONIC) + 60;
  if (sockets < 1 || sockets > MOST_SOCKETS || size < 126 || size > BIGGEST) return 2;
  int *fds = calloc((size_t)sockets, sizeof *fds), poller = epoll_create1(0);
  int listener = listen_somewhere();
  struct epoll_event ready[EVENTS], e = {.events = EPOLLIN, .data.fd = listener};
  epoll_ctl(poller, EPOLL_CTL_ADD, listener, &e);
  make_frame(0, size);
  double before = seconds(CLOCK_PROCESS_CPUTIME_ID);
  while (open < sockets && seconds(CLOCK_MONOTONIC) < end) {
    int n = epoll_wait(poller, ready, EVENTS, 100);
    for (int i = 0; i < n; i++) {
      int fd = ready[i].data.fd;
      if (fd == listener)
        admit(listener, poller);
      else if (hear(fd) && open < sockets)
        fds[open++] = fd;
    }
  }
  double joined = seconds(CLOCK_PROCESS_CPUTIME_ID) - before;
  rest(1);
  before = seconds(CLOCK_PROCESS_CPUTIME_ID);
  for (int k = 1; k <= events; k++) {
    double at = seconds(CLOCK_MONOTONIC);
    make_frame(k, size);
    for (int i = 0; i < open; i++) send_frame(fds[i]);
    rest(gap - (seconds(CLOCK_MONOTONIC) - at));
  }
  printf("{\"sockets\":%d,\"join_cpu\":%.6f,\"cpu\":%.6f}\n", open, joined,
         seconds(CLOCK_PROCESS_CPUTIME_ID) - before);
  fflush(stdout);
  rest(0.5);
  return 0;
}
