package imap_test
import ("testing";"time";"fmt";"net/textproto"
 "net"
 "handoffd/mail/imap")
func TestStress(t *testing.T){
 d:=newDovecot(t)
 for i:=range 60 {
  u:=fmt.Sprintf("u%d@acme.example",i)
  go func(){
   c,err:=net.Dial("tcp",d.LMTPAddr); if err!=nil{t.Error(err);return}
   defer c.Close()
   x:=textproto.NewConn(c); x.ReadResponse(220); x.Cmd("LHLO x"); x.ReadResponse(250)
   for k:=range 3 { if k>0 {time.Sleep(time.Duration(i%40)*3*time.Millisecond)}
    for _,l:=range []string{"MAIL FROM:<a@b.example>","RCPT TO:<"+u+">","DATA","Subject: x\r\n\r\nhi\r\n."} { x.PrintfLine("%s",l); if _,_,err:=x.ReadResponse(0);err!=nil{t.Error(err);return} }
   }
  }()
  c:=d.config(u); c.Interval=8*time.Second
  s:=imap.Open(c)
  n:=0; after:=imap.Cursor{}
  var log []string
  for start:=time.Now();n<3&&time.Since(start)<30*time.Second; {
    b,err:=s.Poll(t.Context(),after); must(t,err); n+=len(b.Mails); after=b.Cursor
    log=append(log,fmt.Sprint("poll ",len(b.Mails),b.More,b.Cursor.UID))
    if n<3&&!b.More { t0:=time.Now(); must(t,s.Wait(t.Context())); log=append(log,fmt.Sprint("wait ",time.Since(t0))); if time.Since(t0)>4*time.Second {t.Errorf("user %d slow: %v",i,log)} }
  }
  s.Close()
 }
}
