-- Sends questions, no two alike, by the people whose cookie and form token stand in the file SESSIONS.
dofile(os.getenv("LOAD_SCRIPTS") .. "/report.lua")

local threads = 0

function setup(thread)
   thread:set("number", threads)
   threads = threads + 1
end

local people, sent = {}, 0
local run = os.getenv("RUN")

function init()
   for line in io.lines(os.getenv("SESSIONS")) do
      local cookie, token = line:match("^(.-)\t(.*)$")
      people[#people + 1] = { token = token, headers = {
         ["Cookie"] = cookie, ["Accept-Language"] = "it", ["Content-Type"] = "application/x-www-form-urlencoded" } }
   end
end

function request()
   sent = sent + 1
   local person = people[sent % #people + 1]
   local id = run .. "-" .. number .. "-" .. sent
   local body = "csrf_token=" .. person.token .. "&topic=congedi-parentali&subject=Congedo+parentale+" .. id
      .. "&body=Quanti+mesi+mi+restano%3F+Mio+figlio+ha+due+anni+e+il+padre+ne+ha+gia+usati+tre.+" .. id
      .. "&submission_key=" .. id .. "&action=send"
   return wrk.format("POST", "/domande/nuova", person.headers, body)
end
