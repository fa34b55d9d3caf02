/** What is wrong: rules, thresholds, severities and the life of each condition. */
@NullMarked
package io.nightjar.detect;

import org.jspecify.annotations.NullMarked;
