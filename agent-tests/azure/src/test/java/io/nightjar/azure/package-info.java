/** The agent and real clients of Azure, and Semantic Kernel above one of them. */
package io.nightjar.azure;
