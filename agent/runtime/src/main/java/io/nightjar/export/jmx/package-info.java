/** MXBeans. Nothing of it is loaded unless they are asked for. */
@NullMarked
package io.nightjar.export.jmx;

import org.jspecify.annotations.NullMarked;
