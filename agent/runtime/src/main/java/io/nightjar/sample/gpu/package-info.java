/** GPU memory: NVML by JNA, and what Linux says of AMD devices. */
@NullMarked
package io.nightjar.sample.gpu;

import org.jspecify.annotations.NullMarked;
