/** What the packaged agent sees of Jlama. */
package io.nightjar.jlama;
