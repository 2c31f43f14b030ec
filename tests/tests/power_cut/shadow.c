/*
 * Preloaded into the server: whenever a file has reached the disk (fsync, fdatasync), its content is copied into a
 * shadow folder. A power cut leaves what is in the shadow and nothing else. What is removed stays in the shadow: in
 * WAL mode nothing is removed while the server runs.
 *
 * WAYMARK_SHADOW_OF names the folder whose files are watched, WAYMARK_SHADOW_IN the shadow.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static atomic_int drafts;

/* A copy that cannot be made would look like a lost write: better no server at all. */
static void must(int well, const char *what) {
    if (!well) {
        perror(what);
        abort();
    }
}

static void keep(int fd) {
    const char *of = getenv("WAYMARK_SHADOW_OF"), *in = getenv("WAYMARK_SHADOW_IN");
    if (!of || !in) return;
    char link[64], path[PATH_MAX], kept[2 * PATH_MAX], draft[2 * PATH_MAX + 32], block[1 << 16];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return;
    path[length] = 0;
    size_t folder = strlen(of);
    if (strncmp(path, of, folder) != 0 || path[folder] != '/' || strchr(path + folder + 1, '/')) return;

    snprintf(kept, sizeof kept, "%s%s", in, path + folder);
    snprintf(draft, sizeof draft, "%s.draft%d", kept, atomic_fetch_add(&drafts, 1));
    int copy = open(draft, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    must(copy >= 0, draft);
    /* Read through the descriptor that is there: closing a second one would drop SQLite's locks on the file. */
    off_t at = 0;
    ssize_t got;
    while ((got = pread(fd, block, sizeof block, at)) > 0) {
        must(write(copy, block, got) == got, draft);
        at += got;
    }
    must(got == 0, path);
    close(copy);
    must(rename(draft, kept) == 0, kept);
}

static int then_keep(const char *name, int fd) {
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
    must(real != NULL, name);
    int done = real(fd);
    if (done == 0) keep(fd);
    return done;
}

int fsync(int fd) { return then_keep("fsync", fd); }

int fdatasync(int fd) { return then_keep("fdatasync", fd); }
