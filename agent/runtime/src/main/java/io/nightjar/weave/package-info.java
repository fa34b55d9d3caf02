/** Where calls are seen: patterns, presets and the transformer. The one room that knows Byte Buddy. */
@NullMarked
package io.nightjar.weave;

import org.jspecify.annotations.NullMarked;
