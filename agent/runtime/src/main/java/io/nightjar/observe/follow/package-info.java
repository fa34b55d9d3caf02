/** How calls are followed that go on after their method has returned: in a future, a publisher, a stream or a handler. */
@NullMarked
package io.nightjar.observe.follow;

import org.jspecify.annotations.NullMarked;
