/** The sign on every door. Owns one annotation, {@link cn.ting.sign.Room}; promises nothing else. */
@Room(is = "the sign on every door", open = true)
package cn.ting.sign;
