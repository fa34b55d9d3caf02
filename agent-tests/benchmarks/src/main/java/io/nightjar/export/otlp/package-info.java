/** What a push costs, measured where one can be made without a thread of its own. */
@NullMarked
package io.nightjar.export.otlp;

import org.jspecify.annotations.NullMarked;
