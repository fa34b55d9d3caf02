/** What is wrong: thresholds, severities, rate limits and the life of a condition. */
@NullMarked
package io.nightjar.detect;

import org.jspecify.annotations.NullMarked;
