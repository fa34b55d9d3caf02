/** Who is notified of a condition: rate limits, what they hold back, reminders and the history of what was sent. */
@NullMarked
package io.nightjar.notify;

import org.jspecify.annotations.NullMarked;
