/*
 * log_writer.h - lines on their way to a file descriptor, written by a thread of their own.
 *
 * Two buffers take turns: callers fill one while the thread writes the other.  A line costs its caller a
 * short lock and a copy.  A batch is what came within 100 ms, or less if a line is urgent or the buffer half
 * full.  The last quarter of the buffer is for urgent lines.  Each write() is of whole lines and no longer
 * than PIPE_BUF, so that lines of processes which share a pipe are never torn.
 */
#pragma once

#include "platform/core/value.h"

struct cc_log_writer;

struct cc_log_writer *cc_log_writer_new(int fd);
/* Writes what is buffered, for at most a second if nobody reads. */
void cc_log_writer_free(struct cc_log_writer *writer);

/* line ends with a line feed and is no longer than PIPE_BUF. */
void cc_log_writer_add(struct cc_log_writer *writer, cc_str line, bool urgent);
/* Lines that found no room, or that could not be written. */
uint64_t cc_log_writer_dropped(struct cc_log_writer *writer);
