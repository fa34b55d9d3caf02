/** Host, container and process memory, from /proc and the control groups. */
@NullMarked
package io.nightjar.sample.linux;

import org.jspecify.annotations.NullMarked;
