/** Made-up traffic, and how well deviations in it are found. */
@NullMarked
package io.nightjar.benchmark.learn;

import org.jspecify.annotations.NullMarked;
