/** What matching costs, measured where the transformer can be seen. */
@NullMarked
package io.nightjar.weave;

import org.jspecify.annotations.NullMarked;
