// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0
/*
 * What a pod, a node or a host of the lab runs: agent NAME CGROUP
 *
 * It joins the cgroup, makes a network namespace of its own and does what the lines of its input
 * say. It ends with its input, and its namespace with it, so a lab that is killed leaves none.
 *
 *   sysctl PATH VALUE                      below /proc/sys; no answer
 *   serve tcp|udp PORT                     answers "serving PORT"; says NAME to every caller
 *   call ID COMM tcp|udp|sendto FROM TO PORT
 *                                          answers "ID OUTCOME SPORT NAME-OF-WHO-ANSWERED"
 *   crowd ID COUNT PARALLEL TO PORT        answers "ID SPORT" for each connection, then "ID done"
 *   hope ID COUNT PARALLEL TO PORT         the same where nobody answers: each ends by a timer
 *
 * Each call is a process of its own, named COMM. FROM may be "-".
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *name;

static void die(const char *what) {
  fprintf(stderr, "%s: %s: %s\n", name, what, strerror(errno));
  exit(1);
}

/* One write, so that the lines of many processes do not mix. */
static void say(const char *format, ...) {
  char line[256];
  va_list args;
  va_start(args, format);
  int length = vsnprintf(line, sizeof line, format, args);
  va_end(args);
  if (write(STDOUT_FILENO, line, length) != length) exit(1);
}

static void put(const char *path, const char *value) {
  int fd = open(path, O_WRONLY);
  if (fd < 0 || write(fd, value, strlen(value)) < 0) die(path);
  close(fd);
}

/* True in the new process, which does not outlive its maker. */
static int forked(void) {
  pid_t pid = fork();
  if (pid < 0) die("fork");
  if (pid == 0) prctl(PR_SET_PDEATHSIG, SIGKILL);
  return pid == 0;
}

static struct sockaddr_in address(const char *ip, int port) {
  struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons(port)};
  if (inet_pton(AF_INET, ip, &at.sin_addr) != 1) die(ip);
  return at;
}

static void serve_tcp(int port) {
  int fd = socket(AF_INET, SOCK_STREAM, 0), one = 1;
  struct sockaddr_in at = address("0.0.0.0", port);
  setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  if (bind(fd, (void *)&at, sizeof at) || listen(fd, 4096)) die("listen");
  say("serving %d\n", port);
  for (;;) {
    int caller = accept(fd, NULL, NULL);
    if (caller < 0) continue;
    send(caller, name, strlen(name), MSG_NOSIGNAL);
    close(caller);
  }
}

static void serve_udp(int port) {
  int fd = socket(AF_INET, SOCK_DGRAM, 0);
  struct sockaddr_in at = address("0.0.0.0", port);
  if (bind(fd, (void *)&at, sizeof at)) die("bind");
  say("serving %d\n", port);
  for (;;) {
    char query[64];
    struct sockaddr_in caller;
    socklen_t size = sizeof caller;
    if (recvfrom(fd, query, sizeof query, 0, (void *)&caller, &size) >= 0)
      sendto(fd, name, strlen(name), 0, (void *)&caller, size);
  }
}

static void receive_within(int fd, int millis) {
  struct timeval limit = {millis / 1000, millis % 1000 * 1000};
  setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
}

/* Who answered on a connection; a query that gets no answer is sent twice more, as resolvers do. */
static ssize_t answer(int fd, int stream, const struct sockaddr_in *to, char *who, size_t size) {
  if (stream) {
    receive_within(fd, 10000);
    return recv(fd, who, size, 0);
  }
  ssize_t got = -1;
  for (int wait = 500; got < 0 && wait <= 1500; wait += 500) {
    receive_within(fd, wait);
    if (to ? sendto(fd, "?", 1, 0, (void *)to, sizeof *to) < 0 : send(fd, "?", 1, 0) < 0) return -1;
    got = recv(fd, who, size, 0);
    if (got < 0 && errno != EAGAIN) return -1;
  }
  return got;
}

static void call(const char *id, const char *how, const char *from, const char *ip, int port) {
  int stream = !strcmp(how, "tcp"), unconnected = !strcmp(how, "sendto");
  int fd = socket(AF_INET, stream ? SOCK_STREAM : SOCK_DGRAM, 0);
  struct sockaddr_in to = address(ip, port), own = {0};
  socklen_t size = sizeof own;
  char who[64] = "";
  if (strcmp(from, "-")) {
    own = address(from, 0);
    if (bind(fd, (void *)&own, sizeof own)) die(from);
  }
  int failed = !unconnected && connect(fd, (void *)&to, sizeof to);
  if (!failed) failed = answer(fd, stream, unconnected ? &to : NULL, who, sizeof who - 1) < 0;
  int reason = errno;
  getsockname(fd, (void *)&own, &size);
  int sport = ntohs(own.sin_port);
  if (!failed) say("%s established %d %s\n", id, sport, who);
  else if (reason == ECONNREFUSED) say("%s refused %d -\n", id, sport);
  else if (reason == ETIMEDOUT || reason == EAGAIN) say("%s timeout %d -\n", id, sport);
  else say("%s error-%d %d -\n", id, reason, sport);
}

static void one_of_many(const char *id, struct sockaddr_in to) {
  struct sockaddr_in own = {0};
  socklen_t size = sizeof own;
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (connect(fd, (void *)&to, sizeof to)) die("connect");
  getsockname(fd, (void *)&own, &size);
  say("%s %d\n", id, ntohs(own.sin_port));
  close(fd);
}

/* Every other connection is all that its process does. */
static void crowd(const char *id, int count, int parallel, const char *ip, int port) {
  struct sockaddr_in to = address(ip, port);
  signal(SIGCHLD, SIG_DFL);
  for (int worker = 0; worker < parallel; worker++) {
    if (!forked()) continue;
    for (int i = worker; i < count; i += parallel) {
      if (i / parallel % 2) {
        one_of_many(id, to);
      } else if (forked()) {
        one_of_many(id, to);
        _exit(0);
      } else {
        wait(NULL);
      }
    }
    _exit(0);
  }
  while (wait(NULL) > 0 || errno != ECHILD) {
  }
  say("%s done\n", id);
}

static void begin_one(const char *id, int epoll, struct sockaddr_in to) {
  struct sockaddr_in own = {0};
  socklen_t size = sizeof own;
  struct epoll_event end = {.events = EPOLLHUP};
  end.data.fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  if (end.data.fd < 0) die("socket");
  if (!connect(end.data.fd, (void *)&to, sizeof to) || errno != EINPROGRESS) die("connect");
  getsockname(end.data.fd, (void *)&own, &size);
  say("%s %d\n", id, ntohs(own.sin_port));
  if (epoll_ctl(epoll, EPOLL_CTL_ADD, end.data.fd, &end)) die("epoll_ctl");
}

/* For each that has ended another one begins: so timers end some while others begin. */
static void hope(const char *id, int count, int parallel, const char *ip, int port) {
  struct sockaddr_in to = address(ip, port);
  struct rlimit files = {parallel + 16, parallel + 16};
  struct epoll_event ended[64];
  int epoll = epoll_create1(0), begun = 0, open = 0;
  if (setrlimit(RLIMIT_NOFILE, &files)) die("setrlimit");
  for (; begun < count && open < parallel; begun++, open++) begin_one(id, epoll, to);
  while (open > 0) {
    int n = epoll_wait(epoll, ended, 64, -1);
    if (n < 0) die("epoll_wait");
    for (int i = 0; i < n; i++) {
      close(ended[i].data.fd);
      if (begun < count) {
        begin_one(id, epoll, to);
        begun++;
      } else {
        open--;
      }
    }
  }
  say("%s done\n", id);
}

static void obey(char *line) {
  char a[64], b[64], c[64], d[64], e[64];
  int n, m, port;
  if (sscanf(line, "sysctl %63s %63[^\n]", a, b) == 2) {
    char path[128];
    snprintf(path, sizeof path, "/proc/sys/%s", a);
    put(path, b);
  } else if (sscanf(line, "serve %63s %d", a, &port) == 2) {
    if (forked()) strcmp(a, "tcp") ? serve_udp(port) : serve_tcp(port);
  } else if (sscanf(line, "call %63s %63s %63s %63s %63s %d", a, b, c, d, e, &port) == 6) {
    if (forked()) {
      prctl(PR_SET_NAME, b);
      call(a, c, d, e, port);
      _exit(0);
    }
  } else if (sscanf(line, "crowd %63s %d %d %63s %d", a, &n, &m, d, &port) == 5) {
    if (forked()) {
      crowd(a, n, m, d, port);
      _exit(0);
    }
  } else if (sscanf(line, "hope %63s %d %d %63s %d", a, &n, &m, d, &port) == 5) {
    if (forked()) {
      hope(a, n, m, d, port);
      _exit(0);
    }
  } else {
    errno = EINVAL;
    die(line);
  }
}

int main(int count, char **args) {
  char path[512], line[512];
  struct ifreq lo = {.ifr_name = "lo", .ifr_flags = IFF_UP};
  if (count != 3) return 2;
  name = args[1];
  snprintf(path, sizeof path, "%s/cgroup.procs", args[2]);
  put(path, "0");
  if (unshare(CLONE_NEWNET)) die("unshare");
  if (ioctl(socket(AF_INET, SOCK_DGRAM, 0), SIOCSIFFLAGS, &lo)) die("lo");
  signal(SIGCHLD, SIG_IGN);
  setvbuf(stdin, NULL, _IOLBF, 0);
  say("ready\n");
  while (fgets(line, sizeof line, stdin)) obey(line);
  return 0;
}
