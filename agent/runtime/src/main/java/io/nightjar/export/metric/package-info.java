/** What the agent counts as metrics, family by family, for whatever writes them. */
@NullMarked
package io.nightjar.export.metric;

import org.jspecify.annotations.NullMarked;
