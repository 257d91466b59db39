-- Asks for the paths in the file PATHS in turn, signed in by COOKIE when there is one.
dofile(os.getenv("LOAD_SCRIPTS") .. "/report.lua")

local requests, next_one = {}, 0

function init()
   local headers = { ["Accept-Language"] = "it", ["Cookie"] = os.getenv("COOKIE") }
   for path in io.lines(os.getenv("PATHS")) do
      requests[#requests + 1] = wrk.format("GET", path, headers)
   end
   next_one = math.random(#requests)
end

function request()
   next_one = next_one % #requests + 1
   return requests[next_one]
end
