package cn.ting.empty;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** The whole of a program with this project's libraries and none of its classes: what src/bench/measure holds a start against. */
@Path("/")
public class Hello {

    @GET
    public String hello() {
        return "你好";
    }
}
