/** What the packaged agent sees of engines that run models inside the application. */
package io.nightjar.engines;
