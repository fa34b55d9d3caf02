/** Where calls are seen: presets, the transformer and what it observes. The one room that knows Byte Buddy. */
@NullMarked
package io.nightjar.weave;

import org.jspecify.annotations.NullMarked;
