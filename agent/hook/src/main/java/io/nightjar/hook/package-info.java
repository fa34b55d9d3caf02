/** What woven code can see, from the agent's side: the hook's definition and its binding. */
package io.nightjar.hook;
