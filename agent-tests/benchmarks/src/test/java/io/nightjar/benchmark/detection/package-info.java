@NullMarked
package io.nightjar.benchmark.detection;

import org.jspecify.annotations.NullMarked;
